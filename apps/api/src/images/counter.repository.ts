import { Injectable } from '@nestjs/common';
import { type RawBuilder, sql } from 'kysely';
import { Database } from '../database/database';
import { ADD_USAGE, RECOUNT_ALBUMS, RECOUNT_USAGE } from '../database/recount';

/** A counter that says something else than the rows which it counts. */
export interface Miscount {
  readonly table: 'usage_counters' | 'albums';
  /** Of the owner or of the album. */
  readonly id: string;
  readonly owner: string;
  readonly detail: string;
}

interface UsageRow {
  readonly owner: string;
  readonly stored: string;
  readonly counted: string;
}

interface AlbumRow {
  readonly id: string;
  readonly owner: string;
  readonly stored: number;
  readonly counted: number;
}

const said = (images: string, bytes: string, trashed: string, trashedBytes: string) =>
  sql.raw(`format('%d images of %d bytes, and %d of %d in the trash', ${images}, ${bytes}, ${trashed}, ${trashedBytes})`) as RawBuilder<string>;

/** Compares what is counted where it changes with what there is to count. Reads over all owners, for jobs that maintain the data. */
@Injectable()
export class CounterRepository {
  constructor(private readonly db: Database) {}

  async miscounts(): Promise<Miscount[]> {
    return [...(await this.usage()), ...(await this.albums())];
  }

  /** Makes one counter what the rows say. */
  async recount({ table, id }: Miscount): Promise<void> {
    await this.db.atomically(async (on) => {
      if (table === 'albums') {
        await sql`${sql.raw(RECOUNT_ALBUMS)} where id = ${id}`.execute(on);
        return;
      }
      await sql.raw(ADD_USAGE).execute(on);
      await sql`${sql.raw(RECOUNT_USAGE)} where owner_id = ${id}`.execute(on);
    });
  }

  /** One statement, which sees one moment. */
  private async usage(): Promise<Miscount[]> {
    const { rows } = await sql<UsageRow>`
      with counted as (
        select owner_id, sum(deleted_at is null) as images, sum(iif(deleted_at is null, bytes, 0)) as bytes,
          sum(deleted_at is not null) as trashed, sum(iif(deleted_at is null, 0, bytes)) as trashed_bytes
        from images group by owner_id
      ), changed as (select owner_id, max(version) as version from library_changes group by owner_id),
      owners as (select owner_id from counted union select owner_id from changed union select owner_id from usage_counters),
      compared as (
        select owner_id as owner, ifnull(stored.version, 0) < ifnull(changed.version, 0) as behind,
          ${said('stored.images', 'stored.bytes', 'stored.trashed', 'stored.trashed_bytes')} as stored,
          ${said('counted.images', 'counted.bytes', 'counted.trashed', 'counted.trashed_bytes')} as counted
        from owners left join counted using (owner_id) left join changed using (owner_id) left join usage_counters as stored using (owner_id)
      )
      select owner, stored, counted from compared where stored <> counted or behind order by owner
    `.execute(this.db);
    return rows.map(({ owner, stored, counted }) => ({ table: 'usage_counters', id: owner, owner, detail: stored === counted ? 'its version is behind the changes' : `${stored}; there are ${counted}` }));
  }

  private async albums(): Promise<Miscount[]> {
    const { rows } = await sql<AlbumRow>`
      with counted as (
        select album_id, count(*) as images from album_images join images on images.id = image_id where deleted_at is null group by album_id
      )
      select albums.id, albums.owner_id as owner, albums.images as stored, ifnull(counted.images, 0) as counted
      from albums left join counted on counted.album_id = albums.id
      where albums.images <> ifnull(counted.images, 0) order by albums.id
    `.execute(this.db);
    return rows.map(({ id, owner, stored, counted }) => ({ table: 'albums', id, owner, detail: `${String(stored)} images; there are ${String(counted)}` }));
  }
}
