import type SqliteDatabase from 'better-sqlite3';
import { type DatabaseConnection, type Driver, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely';

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

  /** A full disk or a failed write has ended the transaction already (https://www.sqlite.org/lang_transaction.html, 3.1): its error is the one to tell, not that nothing is left to undo. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.database.inTransaction) await super.rollbackTransaction(connection);
  }
}
