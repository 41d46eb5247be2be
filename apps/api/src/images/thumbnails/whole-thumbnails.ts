import { Injectable } from '@nestjs/common';
import type { ImageRow } from '../../database/schema';
import type { Sendable } from '../../http/send-bytes';
import { imageUnavailable } from '../../problems/catalogue';
import { BoundedMap } from '../bounded-map';
import { thumbnailKeyOf, type ThumbnailSize } from '../storage/image-key';
import { type ImageKey, ImageMissing, ImageStore } from '../storage/image-store';
import { StorageError } from '../storage/storage-error';
import { isWholeWebp } from './whole-webp';

const REMEMBERED_MAX = 50_000;

interface Whole {
  readonly version: string;
  readonly bytes: number;
}

export type WholeThumbnail = Pick<Sendable, 'bytes' | 'read' | 'copy'>;

/** Thumbnails, held against the length that they tell of themselves the first time they are asked for and whenever their files have changed. */
@Injectable()
export class WholeThumbnails {
  private readonly whole = new BoundedMap<string, Whole>(REMEMBERED_MAX);

  constructor(private readonly store: ImageStore) {}

  /** Null when it is not there, damaged, or cannot be read. */
  async find(image: ImageRow, size: ThumbnailSize): Promise<WholeThumbnail | null> {
    const key = thumbnailKeyOf(image, size);
    const version = await this.store.version(key).catch(unreadable);
    if (version === null) return null;
    const known = this.whole.get(key.name);
    return known?.version === version ? this.sendable(key, known.bytes) : this.examined(key);
  }

  /** What was read to be examined is what will be sent. */
  private async examined(key: ImageKey): Promise<WholeThumbnail | null> {
    const stored = await this.store.read(key).catch(unreadable);
    if (!stored || !isWholeWebp(stored.bytes, stored.bytes.byteLength)) return null;
    const { bytes, version } = stored;
    this.whole.set(key.name, { version, bytes: bytes.byteLength });
    return { ...this.sendable(key, bytes.byteLength), read: () => Promise.resolve(bytes) };
  }

  private sendable(key: ImageKey, length: number): WholeThumbnail {
    const read = async () => {
      const { bytes } = await this.store.read(key);
      if (bytes.byteLength !== length) throw imageUnavailable(new Error(`the thumbnail ${key.name} was changed while it was asked for`));
      return bytes;
    };
    return { bytes: length, read, copy: (range, write) => this.store.copy(key, range, write) };
  }
}

function unreadable(error: unknown): null {
  if (error instanceof ImageMissing || error instanceof StorageError) return null;
  throw error;
}
