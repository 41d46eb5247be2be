import { Injectable } from '@nestjs/common';
import { type Facets, type Filters, type ImageList, LIBRARY_DELTA_MAX, type LibraryDelta, type ReadIndex } from '@vitrine/contracts';
import { ImageViews } from '../image-views';
import { LibraryChangeRepository } from '../library-change.repository';
import { LibraryRepository } from '../search/library.repository';
import { UsageRepository } from '../usage.repository';
import { LibraryIndexJson, toSeconds } from './library-index-json';

/** Enough of a whole library to lay it out, and what changed in it since. */
@Injectable()
export class LibraryIndexService {
  constructor(
    private readonly library: LibraryRepository,
    private readonly usage: UsageRepository,
    private readonly changes: LibraryChangeRepository,
    private readonly views: ImageViews,
  ) {}

  async version(owner: string): Promise<number> {
    return (await this.usage.of(owner)).version;
  }

  /** An `IndexAnswer` as JSON. */
  async read(owner: string, { since, order, ...filters }: ReadIndex, gone: AbortSignal): Promise<Buffer> {
    const delta = since === undefined ? null : await this.delta(owner, since);
    return delta ? Buffer.from(JSON.stringify(delta)) : this.complete(owner, filters, order, gone);
  }

  async details(owner: string, filenames: readonly string[]): Promise<ImageList> {
    const rows = await this.library.named(owner, filenames);
    return { images: await this.views.of(owner, rows) };
  }

  async facets(owner: string, gone: AbortSignal): Promise<Facets> {
    const { images, bytes, trashed } = await this.usage.of(owner);
    return { models: await this.library.models(owner, gone), tags: await this.library.tags(owner, gone), images, bytes, trashed };
  }

  /** The version is read first: what changes meanwhile is told again by the next delta. */
  private async complete(owner: string, filters: Filters, order: 'newest' | 'oldest', gone: AbortSignal): Promise<Buffer> {
    const json = new LibraryIndexJson(await this.version(owner));
    for await (const rows of this.library.columns(owner, filters, order, gone)) json.add(rows);
    return json.toBytes();
  }

  private async delta(owner: string, since: number): Promise<LibraryDelta | null> {
    const version = await this.version(owner);
    const changes = await this.changes.since(owner, since);
    if (!changes) return null;
    const names = [...new Set(changes.map((change) => change.filename))];
    if (names.length > LIBRARY_DELTA_MAX) return null;
    const present = await this.library.named(owner, names);
    const there = new Set(present.map((row) => row.filename));
    return {
      version,
      complete: false,
      since,
      added: present.map((row) => ({ name: row.filename, time: toSeconds(row.created_at), width: row.width, height: row.height, favorite: row.favorite === 1 })),
      removed: names.filter((name) => !there.has(name)),
    };
  }
}
