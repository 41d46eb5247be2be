import { Injectable } from '@nestjs/common';
import { ALBUMS_MAX } from '@vitrine/contracts';
import { type ExpressionBuilder, sql } from 'kysely';
import { Database, type Executor } from '../database/database';
import type { AlbumRow, Schema } from '../database/schema';

/** An album with the filename of the image it is shown by. */
export type ShownAlbum = AlbumRow & { readonly cover: string | null };

/** The rows of albums. Nothing here can be asked without saying whose. */
@Injectable()
export class AlbumRepository {
  constructor(private readonly db: Database) {}

  /** Newest first. */
  listOf(owner: string): Promise<ShownAlbum[]> {
    return shown(this.db, owner).orderBy('created_at', 'desc').orderBy('id', 'desc').execute();
  }

  find(owner: string, id: string, on: Executor = this.db): Promise<ShownAlbum | undefined> {
    return shown(on, owner).where('id', '=', id).executeTakeFirst();
  }

  /** False when the owner has as many as one may have. */
  async insert(owner: string, album: Pick<AlbumRow, 'id' | 'name' | 'created_at'>, on: Executor): Promise<boolean> {
    const { albums } = await on
      .selectFrom('albums')
      .select((row) => row.fn.countAll<number>().as('albums'))
      .where('owner_id', '=', owner)
      .executeTakeFirstOrThrow();
    if (Number(albums) >= ALBUMS_MAX) return false;
    await on.insertInto('albums').values({ ...album, owner_id: owner, cover_id: null, images: 0 }).execute();
    return true;
  }

  async change(owner: string, id: string, change: Partial<Pick<AlbumRow, 'name' | 'cover_id'>>, on: Executor): Promise<void> {
    if (Object.keys(change).length === 0) return;
    await on.updateTable('albums').set(change).where('owner_id', '=', owner).where('id', '=', id).execute();
  }

  /** The images stay. False when there was no such album. */
  async remove(owner: string, id: string, on: Executor): Promise<boolean> {
    const { numDeletedRows } = await on.deleteFrom('albums').where('owner_id', '=', owner).where('id', '=', id).executeTakeFirstOrThrow();
    return numDeletedRows === 1n;
  }

  /** Images of the owner's library. @returns the ids of those that were not in it before. */
  async add(owner: string, id: string, imageIds: readonly string[], on: Executor): Promise<Set<string>> {
    const added = await on
      .insertInto('album_images')
      .columns(['album_id', 'image_id'])
      .expression((from) =>
        from
          .selectFrom('albums')
          .innerJoin('images', 'images.owner_id', 'albums.owner_id')
          .select(['albums.id', 'images.id as image_id'])
          .where('albums.owner_id', '=', owner)
          .where('albums.id', '=', id)
          .where('images.id', 'in', imageIds),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('image_id')
      .execute();
    await this.count(owner, id, added.length, on);
    return new Set(added.map((row) => row.image_id));
  }

  /** Images of the owner's library. @returns the ids of those that were in it. */
  async take(owner: string, id: string, imageIds: readonly string[], on: Executor): Promise<Set<string>> {
    const taken = await on
      .deleteFrom('album_images')
      .where('album_id', 'in', (from) => from.selectFrom('albums').select('albums.id').where('owner_id', '=', owner).where('albums.id', '=', id))
      .where('image_id', 'in', imageIds)
      .returning('image_id')
      .execute();
    await this.count(owner, id, -taken.length, on);
    const ids = taken.map((row) => row.image_id);
    await on.updateTable('albums').set({ cover_id: null }).where('owner_id', '=', owner).where('id', '=', id).where('cover_id', 'in', ids.length > 0 ? ids : ['']).execute();
    return new Set(ids);
  }

  async has(owner: string, id: string, imageId: string, on: Executor): Promise<boolean> {
    const row = await on
      .selectFrom('album_images')
      .innerJoin('albums', 'albums.id', 'album_id')
      .select('image_id')
      .where('owner_id', '=', owner)
      .where('album_id', '=', id)
      .where('image_id', '=', imageId)
      .executeTakeFirst();
    return row !== undefined;
  }

  private async count(owner: string, id: string, more: number, on: Executor): Promise<void> {
    await on.updateTable('albums').set((row) => ({ images: row('images', '+', more) })).where('owner_id', '=', owner).where('id', '=', id).execute();
  }
}

function shown(on: Executor, owner: string) {
  return on
    .selectFrom('albums')
    .selectAll()
    .select((row) => row.fn.coalesce(chosen(row), newest(row)).as('cover'))
    .where('albums.owner_id', '=', owner);
}

type Albums = ExpressionBuilder<Schema, 'albums'>;

/** Null while the chosen image is in the trash. */
function chosen(row: Albums) {
  return row
    .selectFrom('images')
    .select('filename')
    .whereRef('images.id', '=', 'albums.cover_id')
    .whereRef('images.owner_id', '=', 'albums.owner_id')
    .where('images.deleted_at', 'is', null);
}

/** Ids begin with the time, so the newest is at the end of the album's own index; an empty album is not walked through. */
function newest(row: Albums) {
  return row
    .selectFrom('album_images')
    .innerJoin('images', 'images.id', 'album_images.image_id')
    .select('filename')
    .whereRef('album_id', '=', 'albums.id')
    .whereRef('images.owner_id', '=', 'albums.owner_id')
    .where('images.deleted_at', 'is', null)
    .where(sql.ref('albums.images'), '>', 0)
    .orderBy('album_images.image_id', 'desc')
    .limit(1);
}
