import { randomUUID } from 'node:crypto';
import SqliteDatabase from 'better-sqlite3';

/** The id of the image store that a database belongs to; null when there is no database, it cannot be read, or it knows of none. */
export function storeIdOf(file: string): string | null {
  let database: SqliteDatabase.Database | null = null;
  try {
    database = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
    return read(database);
  } catch {
    // A database that is damaged is a reason to restore.
    return null;
  } finally {
    database?.close();
  }
}

/**
 * Gives a restored database an id of its own, which is returned: two installations that were restored from one backup
 * must not take each other's images for theirs. The file must have no log beside it, and leaves none.
 */
export function renewStoreId(file: string): string {
  const database = new SqliteDatabase(file, { fileMustExist: true });
  try {
    const id = randomUUID();
    database.prepare(`insert into installation (key, value) values ('store-id', ?) on conflict do update set value = excluded.value`).run(id);
    return id;
  } finally {
    database.close();
  }
}

function read(database: SqliteDatabase.Database): string | null {
  const row = database.prepare(`select value from installation where key = 'store-id'`).get() as { value: string } | undefined;
  return row?.value ?? null;
}
