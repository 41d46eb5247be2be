import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Database } from './database';
import { migrate } from './migrate';
import { WholeSqliteDialect } from './sqlite-dialect';

const BUSY_TIMEOUT_MS = 5000;
const PRIVATE_FOLDER = 0o700;

/** Opens the file, making it when it is not there, and brings its tables up to date. */
export async function connect(file: string): Promise<Database> {
  mkdirSync(dirname(file), { recursive: true, mode: PRIVATE_FOLDER });
  const sqlite = new SqliteDatabase(file);
  sqlite.pragma(`busy_timeout = ${String(BUSY_TIMEOUT_MS)}`);
  sqlite.pragma('journal_mode = WAL');
  // FULL: a commit survives a power cut (https://www.sqlite.org/pragma.html#pragma_synchronous).
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  const database = new Database({ dialect: new WholeSqliteDialect(sqlite) });
  await migrate(database);
  return database;
}
