import type { Kysely } from 'kysely';

/** One successor for each refresh token, and attempts to sign in that are counted in the database. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('refresh_tokens').addColumn('id', 'text').execute();
  await db.schema.alterTable('refresh_tokens').addColumn('parent_hash', 'text').execute();
  await db.schema.alterTable('refresh_tokens').addColumn('received_at', 'bigint').execute();
  await db.schema.createIndex('refresh_tokens_by_id').unique().on('refresh_tokens').column('id').execute();
  await db.schema.createIndex('refresh_tokens_one_successor').unique().on('refresh_tokens').column('parent_hash').execute();
  await db.schema.createIndex('refresh_tokens_by_use').on('refresh_tokens').column('spent_at').execute();
  await db.schema
    .createTable('attempts')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('resets_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('attempts_by_reset').on('attempts').column('resets_at').execute();
}
