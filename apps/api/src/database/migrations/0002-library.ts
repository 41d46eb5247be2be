import { type Kysely, sql } from 'kysely';

/** Tags, albums, the log of changes that other devices catch up by, the search, and what moves images in and out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await tags(db);
  await albums(db);
  await changes(db);
  await search(db);
  await inAndOut(db);
}

async function tags(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('image_tags')
    .addColumn('owner_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('tag', 'text', (column) => column.notNull())
    .addColumn('image_id', 'text', (column) => column.notNull().references('images.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('image_tags_once', ['owner_id', 'tag', 'image_id'])
    .execute();
  await db.schema.createIndex('image_tags_of_image').on('image_tags').column('image_id').execute();
}

async function albums(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('albums')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('owner_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('cover_id', 'text')
    .addColumn('images', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('albums_of_owner').on('albums').columns(['owner_id', 'created_at', 'id']).execute();
  await db.schema
    .createTable('album_images')
    .addColumn('album_id', 'text', (column) => column.notNull().references('albums.id').onDelete('cascade'))
    .addColumn('image_id', 'text', (column) => column.notNull().references('images.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('album_images_once', ['album_id', 'image_id'])
    .execute();
  await db.schema.createIndex('album_images_of_image').on('album_images').column('image_id').execute();
}

async function changes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('library_changes')
    .addColumn('owner_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('filename', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('library_changes_once', ['owner_id', 'version', 'filename'])
    .execute();
}

/**
 * SQLite's own full-text table, by three letters so that any part of a word is found
 * (https://www.sqlite.org/fts5.html#the_trigram_tokenizer). It keeps no text, only where each is; `image_search_ids`
 * names its rows, as a text key cannot. `owner` stands in the index, so that a search never walks through what others have.
 */
async function search(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('image_search_ids')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('image_id', 'text', (column) => column.notNull().unique())
    .execute();
  await sql`
    create virtual table image_search using fts5(owner, words, content = '', contentless_delete = 1, tokenize = 'trigram remove_diacritics 1')
  `.execute(db);
  await db.schema.createIndex('images_by_model').on('images').columns(['owner_id', 'deleted_at', 'model']).execute();
}

async function inAndOut(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('archive_tickets')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('owner_id', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('session_id', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
    .addColumn('filenames', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('archive_tickets_of_owner').on('archive_tickets').columns(['owner_id', 'expires_at']).execute();
  // Two processes that take in the same bytes at the same time: one of them finds here that it came second.
  await db.schema.createIndex('images_imported_once').on('images').columns(['owner_id', 'sha256']).unique().where(sql.ref('source'), '=', sql.lit('imported')).execute();
}
