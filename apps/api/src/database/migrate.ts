import { Migrator } from 'kysely/migration';
import { VERSION } from '../version';
import type { Database } from './database';
import * as initial from './migrations/0001-initial';
import * as library from './migrations/0002-library';
import * as installation from './migrations/0003-installation';
import * as signIn from './migrations/0004-sign-in';
import * as foldedSearch from './migrations/0005-folded-search';
import * as searchAsBrowsers from './migrations/0006-search-as-browsers';
import * as oneSpellingOfTags from './migrations/0007-one-spelling-of-tags';

/** In the order of their names; one that has run is never edited, the next one is added. */
const MIGRATIONS = {
  '0001-initial': initial, '0002-library': library, '0003-installation': installation, '0004-sign-in': signIn, '0005-folded-search': foldedSearch, '0006-search-as-browsers': searchAsBrowsers, '0007-one-spelling-of-tags': oneSpellingOfTags,
};

/** The name of a migration, such as `0002-library`: the schema that a database has once it and all before it have run. */
export type SchemaVersion = keyof typeof MIGRATIONS;

const VERSIONS = Object.keys(MIGRATIONS).sort() as SchemaVersion[];
/** The schema that this program reads and writes. */
export const LATEST_SCHEMA = VERSIONS.at(-1) ?? '0001-initial';

/** The tables are not as any version up to this one makes them. */
export class UnknownSchema extends Error {}

/** The schema of a database; null when it has no tables yet. @throws UnknownSchema when a newer program has changed the tables. */
export async function schemaVersionOf(database: Database): Promise<SchemaVersion | null> {
  const applied = await appliedMigrations(database);
  const newer = applied.findLast((name) => !isKnown(name));
  if (newer !== undefined) {
    throw new UnknownSchema(`The database has the schema ${newer} of a newer version of Vitrine, and this version, ${VERSION}, knows schemas up to ${LATEST_SCHEMA}: run the newer version, or restore a backup made before the update`);
  }
  if (applied.some((name, index) => name !== VERSIONS[index])) throw new UnknownSchema(`The database lacks changes of its tables that came before ${String(applied.at(-1))}`);
  return VERSIONS[applied.length - 1] ?? null;
}

/** Called before tables that hold data are changed, which may take a while. */
export type MigrationObserver = (from: SchemaVersion, to: SchemaVersion) => void;

/** @throws UnknownSchema, or what the first failing migration threw; the ones before it stay. */
export async function migrate(database: Database, target: SchemaVersion = LATEST_SCHEMA, observe: MigrationObserver = () => undefined): Promise<void> {
  const present = await schemaVersionOf(database);
  if (present !== null && present !== target) observe(present, target);
  const migrator = new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
  const { error } = await migrator.migrateTo(target);
  if (error !== undefined) throw error;
}

/** In the order of their names. */
async function appliedMigrations(database: Database): Promise<string[]> {
  const tables = await database.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const rows = await database.withTables<{ kysely_migration: { name: string } }>().selectFrom('kysely_migration').select('name').orderBy('name').execute();
  return rows.map(({ name }) => name);
}

function isKnown(name: string): name is SchemaVersion {
  return Object.hasOwn(MIGRATIONS, name);
}
