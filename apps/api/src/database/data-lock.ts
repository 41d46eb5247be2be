import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import SqliteDatabase from 'better-sqlite3';
import { makePrivateFile } from './private-file';

/** Somebody else uses the data in a way that this one may not go with. */
export class DataInUse extends Error {}

/**
 * Who works on the data holds it shared; who replaces it holds it alone. An empty SQLite file beside the database carries
 * the lock, because the system takes it back from whoever dies: no process id is left behind to be taken for a living one.
 */
@Injectable()
export class DataLock implements OnApplicationShutdown {
  private constructor(private readonly file: SqliteDatabase.Database) {}

  /** @throws DataInUse when the data is being replaced. */
  static shared(databaseFile: string): DataLock {
    return lock(databaseFile, 'The data is being replaced by a restore. Start again when it is done.', (file) => {
      file.exec('BEGIN');
      file.prepare('SELECT count(*) FROM sqlite_master').get();
      return new DataLock(file);
    });
  }

  /** @throws DataInUse when anybody else uses the data. */
  static exclusive(databaseFile: string): DataLock {
    return lock(databaseFile, 'The data is in use: stop the server, and let a running doctor or backup end, then try again.', (file) => {
      file.exec('BEGIN EXCLUSIVE');
      return new DataLock(file);
    });
  }

  release(): void {
    this.file.close();
  }

  onApplicationShutdown(): void {
    this.release();
  }
}

function lock(databaseFile: string, refusal: string, take: (file: SqliteDatabase.Database) => DataLock): DataLock {
  makePrivateFile(`${databaseFile}.lock`, databaseFile);
  const file = new SqliteDatabase(`${databaseFile}.lock`);
  file.pragma('busy_timeout = 0');
  try {
    return take(file);
  } catch (error) {
    file.close();
    if (isBusy(error)) throw new DataInUse(refusal, { cause: error });
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'SQLITE_BUSY';
}
