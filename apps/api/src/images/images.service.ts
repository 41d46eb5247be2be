import { Injectable } from '@nestjs/common';
import type { DeleteImage, Filters, Image, ImagePage, ListImages } from '@vitrine/contracts';
import { v7 as uuidv7 } from 'uuid';
import { Config } from '../config/config';
import type { ImageRow } from '../database/schema';
import { readCursor, writeCursor } from '../http/cursor';
import { notFound } from '../problems/catalogue';
import { ImageFiles } from './image-files';
import { EXTENSIONS } from './image-name';
import { ImageRepository } from './image.repository';
import { ImageViews } from './image-views';
import { isUnfiltered, LibraryRepository } from './search/library.repository';
import { ThumbnailsService } from './thumbnails/thumbnails.service';
import { UsageRepository } from './usage.repository';

/** What is known of an image before it has a name: its bytes, proven by the decoder, and how it came to be. */
export interface NewImage {
  readonly bytes: Uint8Array;
  readonly mimeType: ImageRow['mime_type'];
  readonly width: number;
  readonly height: number;
  /** Hex, of `bytes`. */
  readonly sha256: string;
  readonly contentCredentials: boolean;
  readonly prompt: string;
  readonly revisedPrompt: string | null;
  readonly provider: string;
  readonly model: string;
  readonly quality: string | null;
  readonly source: ImageRow['source'];
  readonly generationId: string | null;
  readonly conversationId: string | null;
  /** Epoch milliseconds; now, unless told. */
  readonly createdAt?: number;
}

@Injectable()
export class ImagesService {
  constructor(
    private readonly images: ImageRepository,
    private readonly library: LibraryRepository,
    private readonly usage: UsageRepository,
    private readonly views: ImageViews,
    private readonly files: ImageFiles,
    private readonly thumbnails: ThumbnailsService,
    private readonly config: Config,
  ) {}

  async list(owner: string, { limit, cursor, order, ...filters }: ListImages, gone: AbortSignal): Promise<ImagePage> {
    const rows = await this.library.page(owner, filters, { limit: limit + 1, cursor: readCursor(cursor), order }, gone);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const more = rows.length > limit && last !== undefined;
    return {
      images: await this.views.of(owner, page),
      nextCursor: more ? writeCursor({ at: last.created_at, id: last.id }) : null,
      total: await this.totalOf(owner, filters, gone),
    };
  }

  view(row: ImageRow): Promise<Image> {
    return this.views.one(row);
  }

  /** Bytes first: they are durable when this resolves. The row is for the caller to insert, in the transaction that makes it visible. */
  async prepare(owner: string, image: NewImage): Promise<ImageRow> {
    const row = rowOf(owner, image);
    await this.files.put(row, image.bytes);
    return row;
  }

  /** Takes back what `prepare` kept, when its row will never be. */
  discard(row: ImageRow): Promise<void> {
    return this.files.discard(row);
  }

  /** For the caller of `prepare`, once the row is there for all to see. */
  added(row: ImageRow): void {
    this.thumbnails.want(row);
  }

  remove(image: ImageRow, { permanent }: DeleteImage): Promise<void> {
    return this.removeAll(image.owner_id, [image.filename], permanent === 'true');
  }

  /** Row first, bytes second: what is acknowledged never comes back, whatever happens in between. */
  async removeAll(owner: string, filenames: readonly string[], permanent = false): Promise<void> {
    const forGood = permanent || this.config.trashDays === 0;
    const rows = forGood ? await this.images.remove(owner, 'library', filenames) : await this.images.trash(owner, filenames, Date.now());
    if (!rows) throw notFound();
    if (forGood) await this.files.erase(rows);
    else await this.files.place(rows);
  }

  /** Of a whole library it is kept, not counted. */
  private async totalOf(owner: string, filters: Filters, gone: AbortSignal): Promise<number> {
    return isUnfiltered(filters) ? (await this.usage.of(owner)).images : this.library.count(owner, filters, gone);
  }
}

function rowOf(owner: string, image: NewImage): ImageRow {
  const { createdAt } = image;
  // Ids follow the times. Those of now are made in their order, even within one millisecond.
  const id = createdAt === undefined ? uuidv7() : uuidv7({ msecs: createdAt });
  return {
    id,
    owner_id: owner,
    filename: `${id}.${EXTENSIONS[image.mimeType]}`,
    sha256: image.sha256,
    mime_type: image.mimeType,
    width: image.width,
    height: image.height,
    bytes: image.bytes.byteLength,
    thumbhash: null,
    prompt: image.prompt,
    revised_prompt: image.revisedPrompt,
    title: null,
    provider: image.provider,
    model: image.model,
    quality: image.quality,
    favorite: 0,
    source: image.source,
    content_credentials: image.contentCredentials ? 1 : 0,
    generation_id: image.generationId,
    conversation_id: image.conversationId,
    created_at: createdAt ?? Date.now(),
    deleted_at: null,
  };
}
