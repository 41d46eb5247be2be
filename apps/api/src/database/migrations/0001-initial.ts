import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await accounts(db);
  await generation(db);
  await images(db);
  await maintenance(db);
}

async function accounts(db: Kysely<unknown>): Promise<void> {
  await withId(db.schema.createTable('users'))
    .addColumn('email', 'text', (column) => column.notNull().unique())
    .addColumn('display_name', 'text', (column) => column.notNull())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('disabled_at', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('usage_counters')
    .addColumn('owner_id', 'text', (column) => column.primaryKey().references('users.id').onDelete('cascade'))
    .addColumn('images', 'bigint', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('trashed', 'bigint', (column) => column.notNull())
    .addColumn('trashed_bytes', 'bigint', (column) => column.notNull())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .execute();
  await withId(db.schema.createTable('sessions'))
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('device', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute();
  await db.schema.createIndex('sessions_of_user').on('sessions').columns(['user_id', 'ended_at']).execute();
  await db.schema
    .createTable('refresh_tokens')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('session_id', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('spent_at', 'bigint')
    .execute();
  await db.schema.createIndex('refresh_tokens_of_session').on('refresh_tokens').column('session_id').execute();
}

async function generation(db: Kysely<unknown>): Promise<void> {
  await owned(db.schema.createTable('conversations'))
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('conversations_of_owner').on('conversations').columns(['owner_id', 'updated_at desc', 'id desc']).execute();
  await generations(db);
  await owned(db.schema.createTable('generation_attempts'))
    .addColumn('generation_id', 'text', (column) => column.notNull())
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('request_id', 'text')
    .addColumn('input_tokens', 'bigint')
    .addColumn('output_tokens', 'bigint')
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('finished_at', 'bigint')
    .execute();
  await db.schema.createIndex('attempts_of_generation').on('generation_attempts').columns(['owner_id', 'generation_id']).execute();
  await db.schema
    .createTable('idempotency_keys')
    .addColumn('owner_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('route', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('request_hash', 'text', (column) => column.notNull())
    .addColumn('resource_id', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotency_keys_once', ['owner_id', 'route', 'key'])
    .execute();
  await db.schema.createIndex('idempotency_keys_by_age').on('idempotency_keys').column('created_at').execute();
}

async function generations(db: Kysely<unknown>): Promise<void> {
  await owned(db.schema.createTable('generations'))
    .addColumn('conversation_id', 'text', (column) => column.notNull().references('conversations.id').onDelete('cascade'))
    .addColumn('prompt', 'text', (column) => column.notNull())
    .addColumn('size', 'text', (column) => column.notNull())
    .addColumn('quality', 'text', (column) => column.notNull())
    .addColumn('background', 'text', (column) => column.notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('problem', 'text')
    .addColumn('images_made', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('lease_owner', 'text')
    .addColumn('lease_until', 'bigint')
    .addColumn('provider_started_at', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('started_at', 'bigint')
    .addColumn('finished_at', 'bigint')
    .execute();
  await db.schema.createIndex('generations_of_conversation').on('generations').columns(['conversation_id', 'created_at', 'id']).execute();
  await db.schema.createIndex('generations_served').on('generations').columns(['owner_id', 'started_at']).execute();
  await db.schema.createIndex('generations_by_status').on('generations').columns(['status', 'owner_id', 'created_at']).execute();
}

async function images(db: Kysely<unknown>): Promise<void> {
  await owned(db.schema.createTable('images'))
    .addColumn('filename', 'text', (column) => column.notNull().unique())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('mime_type', 'text', (column) => column.notNull())
    .addColumn('width', 'integer', (column) => column.notNull())
    .addColumn('height', 'integer', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('thumbhash', 'text')
    .addColumn('prompt', 'text', (column) => column.notNull())
    .addColumn('revised_prompt', 'text')
    .addColumn('title', 'text')
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('quality', 'text')
    .addColumn('favorite', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('content_credentials', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('generation_id', 'text')
    .addColumn('conversation_id', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('deleted_at', 'bigint')
    .execute();
  await db.schema.createIndex('images_of_library').on('images').columns(['owner_id', 'deleted_at', 'created_at desc', 'id desc']).execute();
  await db.schema.createIndex('images_of_generation').on('images').columns(['owner_id', 'generation_id']).execute();
  await db.schema.createIndex('images_by_deletion').on('images').column('deleted_at').where(sql.ref('deleted_at'), 'is not', null).execute();
  await db.schema.createIndex('images_without_thumbnails').on('images').column('id').where(sql.ref('thumbhash'), 'is', null).execute();
  await db.schema.createIndex('images_by_hash').on('images').columns(['owner_id', 'sha256']).execute();
}

/** Without a reference to `users`: what is still to be erased outlives the account. */
async function maintenance(db: Kysely<unknown>): Promise<void> {
  await withId(db.schema.createTable('erasures'))
    .addColumn('owner_id', 'text', (column) => column.notNull())
    .addColumn('filename', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('leases')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute();
}

function withId<Table extends string>(table: CreateTableBuilder<Table>) {
  return table.addColumn('id', 'text', (column) => column.primaryKey());
}

function owned<Table extends string>(table: CreateTableBuilder<Table>) {
  return withId(table).addColumn('owner_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'));
}
