import SqliteDatabase from 'better-sqlite3';
import type * as z from 'zod';
import { errorCode } from '../problems/error-code';
import { Database } from './database';
import { WholeSqliteDialect } from './sqlite-dialect';
import { migrate, schemaVersionOf, UnknownSchema, type SchemaVersion } from './migrate';
import { recount } from './recount';
import { ROW_SHAPES } from './row-shapes';

/** The file is no database of this program's making. The message completes "The backup cannot be restored: …". */
export class CopyRefused extends Error {}

/** Rows that are each well-formed and contradict one another. */
const CONTRADICTIONS: Readonly<Record<string, string>> = {
  'an image is both kept and erased': 'select 1 from erasures join images on images.id = erasures.id',
  'a tag belongs to another user than its image': 'select 1 from image_tags join images on images.id = image_tags.image_id where images.owner_id <> image_tags.owner_id',
  'an album holds an image of another user': 'select 1 from album_images join albums on albums.id = album_images.album_id join images on images.id = album_images.image_id where images.owner_id <> albums.owner_id',
  'a generation belongs to another user than its conversation': 'select 1 from generations join conversations on conversations.id = generations.conversation_id where conversations.owner_id <> generations.owner_id',
  'the cover of an album is an image of another user': 'select 1 from albums join images on images.id = albums.cover_id where images.owner_id <> albums.owner_id',
  'an image belongs to another user than its generation': 'select 1 from images join generations on generations.id = images.generation_id where generations.owner_id <> images.owner_id',
  'an image belongs to another user than its conversation': 'select 1 from images join conversations on conversations.id = images.conversation_id where conversations.owner_id <> images.owner_id',
  'an attempt belongs to another user than its generation': 'select 1 from generation_attempts as attempts join generations on generations.id = attempts.generation_id where generations.owner_id <> attempts.owner_id',
  'a key of a request belongs to another user than its generation': 'select 1 from idempotency_keys as keys join generations on generations.id = keys.resource_id where generations.owner_id <> keys.owner_id',
  'a key of a request belongs to another user than its image': 'select 1 from idempotency_keys as keys join images on images.id = keys.resource_id where images.owner_id <> keys.owner_id',
  'a ticket belongs to another user than its session': 'select 1 from archive_tickets as tickets join sessions on sessions.id = tickets.session_id where sessions.user_id <> tickets.owner_id',
};
/** The full-text index keeps its own tables, whose definitions are SQLite's and may change with its version. */
const SEARCH_TABLE = /^image_search_(?:data|idx|content|docsize|config)$/;

const STATISTICS_TABLE = /^sqlite_stat[14]$/;

interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly sql: string | null;
}

/**
 * Checks a database that somebody else may have written, and brings its tables up to date: the definitions of its tables
 * are this program's own, with no view or trigger added, its pages are whole, and every row has the shape of its table. Counters are counted again.
 * The file must have no log beside it, and changes. @throws CopyRefused or UnknownSchema
 */
export async function verifyCopy(file: string): Promise<void> {
  try {
    await verifyDefinitions(file);
    await update(file);
    verifyRows(file);
    recountCopy(file);
  } catch (error) {
    const code = errorCode(error);
    // A full disk is no fault of the copy.
    if (error instanceof UnknownSchema || code === 'SQLITE_FULL' || code?.startsWith('SQLITE_') !== true) throw error;
    throw new CopyRefused(`its database cannot be read (${code})`, { cause: error });
  }
}

/** Before anything else is read: a view, a trigger or an index is SQL that would run. */
async function verifyDefinitions(file: string): Promise<void> {
  const copy = openUntrusted(file);
  const database = new Database({ dialect: new WholeSqliteDialect(copy) });
  try {
    if (copy.pragma('journal_mode', { simple: true }) !== 'delete') throw new CopyRefused('its database expects a log beside it');
    const version = await schemaVersionOf(database);
    if (version === null) throw new CopyRefused('its database has no tables');
    const expected = await definitionsAt(version);
    const found = definitionsOf(copy);
    if (JSON.stringify(found) !== JSON.stringify(expected)) throw new CopyRefused('its database has other tables than Vitrine makes');
    const damage: unknown = copy.pragma('integrity_check(1)', { simple: true });
    if (damage !== 'ok') throw new CopyRefused(`its database is damaged (${String(damage)})`);
  } finally {
    await database.destroy();
  }
}

async function update(file: string): Promise<void> {
  const copy = new SqliteDatabase(file, { fileMustExist: true });
  copy.pragma('trusted_schema = OFF');
  const database = new Database({ dialect: new WholeSqliteDialect(copy) });
  try {
    await migrate(database);
    // Who held one is not here any more; one that never ends would hold up every erasure.
    copy.exec('delete from leases');
  } finally {
    await database.destroy();
  }
}

function verifyRows(file: string): void {
  const copy = openUntrusted(file);
  try {
    for (const [table, shape] of Object.entries(ROW_SHAPES)) verifyTable(copy, table, shape);
    if (copy.prepare('pragma foreign_key_check').get() !== undefined) throw new CopyRefused('its database has rows that belong to no other');
    for (const [what, sql] of Object.entries(CONTRADICTIONS)) {
      if (copy.prepare(`${sql} limit 1`).get() !== undefined) throw new CopyRefused(`in its database, ${what}`);
    }
  } finally {
    copy.close();
  }
}

/** After the rows are known to be what they must be. */
function recountCopy(file: string): void {
  const copy = new SqliteDatabase(file, { fileMustExist: true });
  copy.pragma('trusted_schema = OFF');
  try {
    recount(copy);
  } finally {
    copy.close();
  }
}

function verifyTable(copy: SqliteDatabase.Database, table: string, shape: z.ZodType): void {
  for (const row of copy.prepare(`select * from "${table}"`).iterate()) {
    const path = shape.safeParse(row).error?.issues[0]?.path.join('.');
    if (path !== undefined) throw new CopyRefused(`its table ${table} has a row whose ${path} Vitrine does not write`);
  }
}

function openUntrusted(file: string): SqliteDatabase.Database {
  const copy = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  copy.pragma('trusted_schema = OFF');
  copy.pragma('cell_size_check = ON');
  return copy;
}

/** What our own migrations make of an empty database. */
async function definitionsAt(version: SchemaVersion): Promise<SchemaObject[]> {
  const fresh = new SqliteDatabase(':memory:');
  const database = new Database({ dialect: new WholeSqliteDialect(fresh) });
  try {
    await migrate(database, version);
    return definitionsOf(fresh);
  } finally {
    await database.destroy();
  }
}

/** Without the statistics, which SQLite makes when it is asked to (https://www.sqlite.org/fileformat2.html#stat4tab). */
function definitionsOf(database: SqliteDatabase.Database): SchemaObject[] {
  const objects = database.prepare(`select type, name, tbl_name, sql from sqlite_master order by name, type`).all() as SchemaObject[];
  return objects.filter(({ type, name }) => type !== 'table' || !STATISTICS_TABLE.test(name)).map(normalize);
}

/** The text of a definition depends, in quotes, case and spaces, on the version of the library that wrote it. */
function normalize(object: SchemaObject): SchemaObject {
  const sql = object.type === 'table' && SEARCH_TABLE.test(object.name) ? null : object.sql;
  return { ...object, sql: sql?.toLowerCase().replaceAll(/["`[\]\s]+/g, ' ').replaceAll(/ ?([(),=<>']) ?/g, '$1').trim() ?? null };
}
