import { Injectable } from '@nestjs/common';
import type { OpenImage } from '@vitrine/contracts';
import type { ImageRow } from '../database/schema';
import type { Sendable } from '../http/send-bytes';
import { readableName } from './image-name';
import { IntactImages } from './intact-images';
import { thumbnailKeyOf, type ThumbnailSize } from './storage/image-key';
import { ImageStore } from './storage/image-store';
import { ThumbnailsService } from './thumbnails/thumbnails.service';

type Shown = Omit<Sendable, 'attachment'>;

/** What is sent of an image: the very bytes that were stored, under the type that the decoder proved, or a thumbnail of them. */
@Injectable()
export class ImageBytes {
  constructor(
    private readonly store: ImageStore,
    private readonly intact: IntactImages,
    private readonly thumbnails: ThumbnailsService,
  ) {}

  async of(image: ImageRow, { download, size }: OpenImage): Promise<Sendable> {
    const thumbnail = size === undefined ? null : await this.thumbnailOf(image, size === '256' ? 256 : 512);
    const attachment = download === undefined ? null : readableName(thumbnail ? { ...image, mime_type: 'image/webp' } : image);
    return { ...(thumbnail ?? this.originalOf(image)), attachment };
  }

  private originalOf(image: ImageRow): Shown {
    return {
      etag: image.sha256,
      mimeType: image.mime_type,
      bytes: image.bytes,
      read: () => this.intact.read(image),
      open: (range) => this.intact.open(image, range),
    };
  }

  /** Null, and asked for, when it is still to be made or was lost. */
  private async thumbnailOf(image: ImageRow, size: ThumbnailSize): Promise<Shown | null> {
    const key = thumbnailKeyOf(image, size);
    const bytes = image.thumbhash === null ? null : await this.store.size(key);
    if (bytes === null) {
      this.thumbnails.want(image);
      return null;
    }
    const etag = `${image.sha256.slice(0, 32)}-${String(size)}`;
    const read = async () => (await this.store.read(key)).bytes;
    return { etag, mimeType: 'image/webp', bytes, read, open: (range) => this.store.open(key, range) };
  }
}
