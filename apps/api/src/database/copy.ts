import SqliteDatabase from 'better-sqlite3';
import { SqliteDialect } from 'kysely';
import { Database } from './database';
import { makePrivateFile } from './private-file';

const ALL_PAGES = 0x7fffffff;

/** Something is wrong with a copy of the rows. */
export class CopyDamaged extends Error {}

/**
 * Copies the rows as they are at one moment into a new file that its owner alone can read, while others read and write, by SQLite's backup API
 * (https://www.sqlite.org/backup.html): all pages in one step, which nobody's writing can make begin anew.
 */
export async function copyDatabase(file: string, target: string): Promise<void> {
  makePrivateFile(target);
  const source = new SqliteDatabase(file, { fileMustExist: true });
  try {
    await source.backup(target, { progress: () => ALL_PAGES });
  } finally {
    source.close();
  }
  const copy = new SqliteDatabase(target, { fileMustExist: true });
  try {
    // One file, without a log beside it.
    copy.pragma('journal_mode = DELETE');
    copy.exec('DELETE FROM leases');
    refuseDamaged(copy);
  } finally {
    copy.close();
  }
}

/** Opens a copy to be read; its file stays as it is, byte for byte. @throws CopyDamaged */
export function openCopy(file: string): Database {
  const copy = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  refuseDamaged(copy);
  return new Database({ dialect: new SqliteDialect({ database: copy }) });
}

function refuseDamaged(copy: SqliteDatabase.Database): void {
  const said: unknown = copy.pragma('quick_check', { simple: true });
  if (said !== 'ok') throw new CopyDamaged(`The copy of the database is damaged: ${String(said)}`);
}
