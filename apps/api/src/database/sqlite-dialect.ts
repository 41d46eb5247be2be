import type SqliteDatabase from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, type Driver, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely';

/** SQLite, where Kysely does not count on what it does with transactions. */
export class WholeSqliteDialect extends SqliteDialect {
  constructor(private readonly database: SqliteDatabase.Database) {
    super({ database });
  }

  override createAdapter(): SqliteAdapter {
    return new WholeSqliteAdapter();
  }

  override createDriver(): Driver {
    return new WholeSqliteDriver(this.database);
  }
}

/** A change of tables is undone as any other: so a start that is cut short leaves no half of a migration. */
class WholeSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class WholeSqliteDriver extends SqliteDriver {
  constructor(private readonly database: SqliteDatabase.Database) {
    super({ database });
  }

  /**
   * Asks for the write lock at once. SQLite waits for a lock only when it is the first thing a transaction asks for: one
   * that has read before it writes fails on the spot while another process writes, or has written since
   * (https://www.sqlite.org/rescode.html#busy_snapshot).
   */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** A full disk or a failed write has ended the transaction already (https://www.sqlite.org/lang_transaction.html, 3.1): its error is the one to tell, not that nothing is left to undo. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.database.inTransaction) await super.rollbackTransaction(connection);
  }
}
