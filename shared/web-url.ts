import { z } from 'zod';

/** Whether a text is an http or https URL, which alone may become a link: a `javascript:` one would run. */
export const isWebUrl = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** An http or https URL. */
export const webUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });
