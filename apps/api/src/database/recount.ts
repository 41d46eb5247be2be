import type SqliteDatabase from 'better-sqlite3';

/** Owners without a row, whose images or changes ask for one. */
const ADD_MISSING = `
  insert into usage_counters (owner_id, images, bytes, trashed, trashed_bytes, version)
  select id, 0, 0, 0, 0, 0 from users
  where id in (select owner_id from images union select owner_id from library_changes)
    and id not in (select owner_id from usage_counters)`;

/** A version is never behind the last change that it counts: the next change would be one that is there already. */
const RECOUNT = `
  update usage_counters set
    images = (select count(*) from images where images.owner_id = usage_counters.owner_id and deleted_at is null),
    bytes = (select coalesce(sum(bytes), 0) from images where images.owner_id = usage_counters.owner_id and deleted_at is null),
    trashed = (select count(*) from images where images.owner_id = usage_counters.owner_id and deleted_at is not null),
    trashed_bytes = (select coalesce(sum(bytes), 0) from images where images.owner_id = usage_counters.owner_id and deleted_at is not null),
    version = max(version, (select coalesce(max(version), 0) from library_changes where library_changes.owner_id = usage_counters.owner_id))`;

/** Makes the counters of each owner what the rows of images say. */
export function recountUsage(database: SqliteDatabase.Database): void {
  database.transaction(() => database.exec(`${ADD_MISSING}; ${RECOUNT}`))();
}
