import SqliteDatabase from 'better-sqlite3';
import { Database } from './database';
import { LATEST_SCHEMA, migrate, type MigrationObserver, schemaVersionOf } from './migrate';
import { makePrivateFile, tightenFile } from './private-file';
import { WholeSqliteDialect } from './sqlite-dialect';

const BUSY_TIMEOUT_MS = 5000;

/** Opens the file, making it when it is not there, and brings its tables up to date. @throws UnknownSchema */
export async function connect(file: string, observe?: MigrationObserver): Promise<Database> {
  makePrivateFile(file);
  // Made by SQLite with the rights of the database itself, which may have been looser before.
  for (const log of ['-wal', '-shm']) tightenFile(`${file}${log}`);
  return openChecked(file, (database) => migrate(database, LATEST_SCHEMA, observe));
}

/** Opens the file of an installation as it is, without changing its tables. @throws UnknownSchema */
export function connectUnmigrated(file: string): Promise<Database> {
  return openChecked(file, schemaVersionOf);
}

/** Closes the file again when `check` rejects. */
async function openChecked(file: string, check: (database: Database) => Promise<unknown>): Promise<Database> {
  const database = open(file);
  try {
    await check(database);
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

function open(file: string): Database {
  const sqlite = new SqliteDatabase(file, { fileMustExist: true });
  sqlite.pragma(`busy_timeout = ${String(BUSY_TIMEOUT_MS)}`);
  sqlite.pragma('journal_mode = WAL');
  // FULL: a commit survives a power cut (https://www.sqlite.org/pragma.html#pragma_synchronous).
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  return new Database({ dialect: new WholeSqliteDialect(sqlite) });
}
