import { Injectable } from '@nestjs/common';
import { type Album, type AlbumList, ALBUMS_MAX, type ChangeAlbum, Id, type NameAlbum } from '@vitrine/contracts';
import { v7 as uuidv7 } from 'uuid';
import { Database, type Executor } from '../database/database';
import type { ImageRow } from '../database/schema';
import { ImageRepository } from '../images/image.repository';
import { LibraryChangeRepository } from '../images/library-change.repository';
import { conflict, notFound } from '../problems/catalogue';
import { AlbumRepository, type ShownAlbum } from './album.repository';

/** Albums hold images of the library; an image can be in many, and none of them owns it. */
@Injectable()
export class AlbumsService {
  constructor(
    private readonly db: Database,
    private readonly albums: AlbumRepository,
    private readonly images: ImageRepository,
    private readonly changes: LibraryChangeRepository,
  ) {}

  async list(owner: string): Promise<AlbumList> {
    const rows = await this.albums.listOf(owner);
    return { albums: rows.map(toAlbum) };
  }

  async create(owner: string, { name }: NameAlbum): Promise<Album> {
    const album = { id: uuidv7(), name, created_at: Date.now() };
    const made = await this.db.atomically((on) => this.albums.insert(owner, album, on));
    if (!made) throw conflict(`You can have ${String(ALBUMS_MAX)} albums.`);
    return this.read(owner, album.id);
  }

  async read(owner: string, id: string): Promise<Album> {
    return toAlbum(await this.find(owner, id));
  }

  async change(owner: string, id: string, { name, cover }: ChangeAlbum): Promise<Album> {
    return this.db.atomically(async (on) => {
      await this.find(owner, id, on);
      const coverId = cover === undefined ? {} : { cover_id: cover === null ? null : await this.coverOf(owner, id, cover, on) };
      await this.albums.change(owner, id, { ...(name === undefined ? {} : { name }), ...coverId }, on);
      return toAlbum(await this.find(owner, id, on));
    });
  }

  async remove(owner: string, id: string): Promise<void> {
    await this.db.atomically(async (on) => {
      if (!Id.safeParse(id).success || !(await this.albums.remove(owner, id, on))) throw notFound();
      await this.changes.moveOn(owner, on);
    });
  }

  add(owner: string, id: string, filenames: readonly string[]): Promise<Album> {
    return this.moving(owner, id, filenames, (ids, on) => this.albums.add(owner, id, ids, on));
  }

  take(owner: string, id: string, filenames: readonly string[]): Promise<Album> {
    return this.moving(owner, id, filenames, (ids, on) => this.albums.take(owner, id, ids, on));
  }

  /** All of the images or none; those that were there already, or never, stay as they are. */
  private moving(owner: string, id: string, filenames: readonly string[], move: (ids: string[], on: Executor) => Promise<Set<string>>): Promise<Album> {
    return this.db.atomically(async (on) => {
      await this.find(owner, id, on);
      const rows = await this.inLibrary(owner, filenames, on);
      const moved = await move(rows.map((row) => row.id), on);
      await this.changes.record(owner, 'changed', rows.filter((row) => moved.has(row.id)), {}, on);
      return toAlbum(await this.find(owner, id, on));
    });
  }

  private async coverOf(owner: string, id: string, filename: string, on: Executor): Promise<string> {
    const [image] = await this.inLibrary(owner, [filename], on);
    if (!image || !(await this.albums.has(owner, id, image.id, on))) throw notFound();
    return image.id;
  }

  private async inLibrary(owner: string, filenames: readonly string[], on: Executor): Promise<ImageRow[]> {
    const rows = await this.images.findAll(owner, 'library', filenames, on);
    if (!rows) throw notFound();
    return rows;
  }

  /** Unknown, malformed and another's are one and the same. */
  private async find(owner: string, id: string, on?: Executor): Promise<ShownAlbum> {
    const row = Id.safeParse(id).success ? await this.albums.find(owner, id, on) : undefined;
    if (!row) throw notFound();
    return row;
  }
}

function toAlbum({ id, name, images, cover, created_at }: ShownAlbum): Album {
  return { id, name, images, cover, createdAt: new Date(created_at).toISOString() };
}
