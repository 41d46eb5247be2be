import type SqliteDatabase from 'better-sqlite3';

/** Owners without a row, whose images or changes ask for one. */
export const ADD_USAGE = `
  insert into usage_counters (owner_id, images, bytes, trashed, trashed_bytes, version)
  select id, 0, 0, 0, 0, 0 from users
  where id in (select owner_id from images union select owner_id from library_changes)
    and id not in (select owner_id from usage_counters)`;

/** A version is never behind the last change that it counts: the next change would be one that is there already. */
export const RECOUNT_USAGE = `
  update usage_counters set
    images = (select count(*) from images where images.owner_id = usage_counters.owner_id and deleted_at is null),
    bytes = (select coalesce(sum(bytes), 0) from images where images.owner_id = usage_counters.owner_id and deleted_at is null),
    trashed = (select count(*) from images where images.owner_id = usage_counters.owner_id and deleted_at is not null),
    trashed_bytes = (select coalesce(sum(bytes), 0) from images where images.owner_id = usage_counters.owner_id and deleted_at is not null),
    version = max(version, (select coalesce(max(version), 0) from library_changes where library_changes.owner_id = usage_counters.owner_id))`;

export const RECOUNT_ALBUMS = `
  update albums set
    images = (select count(*) from album_images join images on images.id = album_images.image_id where album_images.album_id = albums.id and images.deleted_at is null)`;

/** Makes the counters of owners and albums what the rows of images say. */
export function recount(database: SqliteDatabase.Database): void {
  database.transaction(() => database.exec(`${ADD_USAGE}; ${RECOUNT_USAGE}; ${RECOUNT_ALBUMS}`))();
}
