import type Database from 'better-sqlite3';
import type { Ledger } from '../ledger.ts';
import type { Shop } from '../shop.ts';

/** What is looked at after a round, when all clients are gone and the server runs. */
export type Scene = { shop: Shop; ledger: Ledger; db: Database.Database };

/** Looks at one thing. @returns what is wrong with it */
export type Audit = (scene: Scene) => Promise<string[]> | string[];
