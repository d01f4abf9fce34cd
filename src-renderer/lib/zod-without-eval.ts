import { z } from 'zod';

/** The page's policy forbids building functions from text, and even zod's probe for it would be reported. Import this first. */
z.config({ jitless: true });
