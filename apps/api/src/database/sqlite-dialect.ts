import { SqliteAdapter, SqliteDialect } from 'kysely';

/** SQLite undoes a change of tables as any other, though Kysely does not count on it: so a start that is cut short leaves no half of a migration. */
export class WholeSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new WholeSqliteAdapter();
  }
}

class WholeSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
