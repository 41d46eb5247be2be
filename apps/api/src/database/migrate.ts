import { Migrator } from 'kysely/migration';
import type { Database } from './database';
import * as initial from './migrations/0001-initial';
import * as library from './migrations/0002-library';
import * as installation from './migrations/0003-installation';
import * as signIn from './migrations/0004-sign-in';

/** In the order of their names; one that has run is never edited, the next one is added. */
const MIGRATIONS = { '0001-initial': initial, '0002-library': library, '0003-installation': installation, '0004-sign-in': signIn };

/** @throws what the first failing migration threw; the ones before it stay. */
export async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
