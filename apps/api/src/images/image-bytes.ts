import { Injectable } from '@nestjs/common';
import type { OpenImage } from '@vitrine/contracts';
import type { ImageRow } from '../database/schema';
import type { Sendable } from '../http/send-bytes';
import { storageUnavailable } from '../problems/catalogue';
import { readableName } from './image-name';
import { keyOf } from './storage/image-key';
import { ImageMissing, ImageStore } from './storage/image-store';

/** What is sent of an image: the very bytes that were stored, under the type that the decoder proved. */
@Injectable()
export class ImageBytes {
  constructor(private readonly store: ImageStore) {}

  of(image: ImageRow, { download }: OpenImage): Sendable {
    const key = keyOf(image);
    return {
      etag: image.sha256,
      mimeType: image.mime_type,
      bytes: image.bytes,
      attachment: download === undefined ? null : readableName(image),
      read: () => this.store.read(key).then((bytes) => whole(image, bytes), missing),
      open: (range) => this.store.open(key, range).catch(missing),
    };
  }
}

/** A file of another length than its row is damaged, and is not served. */
function whole(image: ImageRow, bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength !== image.bytes) throw storageUnavailable(new Error(`image ${image.id} has ${String(bytes.byteLength)} bytes`));
  return bytes;
}

function missing(error: unknown): never {
  throw error instanceof ImageMissing ? storageUnavailable(error) : error;
}
