import { Injectable } from '@nestjs/common';
import type { OpenImage } from '@vitrine/contracts';
import type { ImageRow } from '../database/schema';
import type { Sendable } from '../http/send-bytes';
import { readableName } from './image-name';
import { IntactImages } from './intact-images';
import type { ThumbnailSize } from './storage/image-key';
import { ThumbnailsService } from './thumbnails/thumbnails.service';
import { WholeThumbnails } from './thumbnails/whole-thumbnails';

type Shown = Omit<Sendable, 'attachment'>;

/** What is sent of an image: the very bytes that were stored, under the type that the decoder proved, or a thumbnail of them. */
@Injectable()
export class ImageBytes {
  constructor(
    private readonly intact: IntactImages,
    private readonly thumbnails: ThumbnailsService,
    private readonly wholeThumbnails: WholeThumbnails,
  ) {}

  async of(image: ImageRow, { download, size }: OpenImage): Promise<Sendable> {
    const thumbnail = size === undefined ? null : await this.thumbnailOf(image, size === '256' ? 256 : 512);
    const attachment = download === undefined ? null : readableName(thumbnail ? { ...image, mime_type: 'image/webp' } : image);
    return thumbnail ? { ...thumbnail, attachment, substitute: () => this.insteadOf(image, download) } : { ...this.originalOf(image), attachment };
  }

  /** For a thumbnail that cannot be read any longer. */
  private insteadOf(image: ImageRow, download: OpenImage['download']): Sendable {
    this.thumbnails.want(image);
    return { ...this.originalOf(image), attachment: download === undefined ? null : readableName(image) };
  }

  private originalOf(image: ImageRow): Shown {
    return {
      etag: image.sha256,
      mimeType: image.mime_type,
      bytes: image.bytes,
      read: () => this.intact.read(image),
      copy: (range, write) => this.intact.copy(image, range, write),
    };
  }

  /** Null, and asked for, when it is still to be made, was lost or is damaged. */
  private async thumbnailOf(image: ImageRow, size: ThumbnailSize): Promise<Shown | null> {
    const whole = image.thumbhash === null ? null : await this.wholeThumbnails.find(image, size);
    // Thumbnails that are made differently have another hash.
    if (whole) return { etag: `${image.sha256.slice(0, 32)}-${String(size)}-${image.thumbhash ?? ''}`, mimeType: 'image/webp', ...whole };
    this.thumbnails.want(image);
    return null;
  }
}
