import { createHash, type Hash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ImageRow } from '../database/schema';
import { imageUnavailable, notFound } from '../problems/catalogue';
import { BoundedMap } from './bounded-map';
import { ImageRepository } from './image.repository';
import { type ByteRange, type ImageKey, ImageMissing, ImageStore, type WritePiece } from './storage/image-store';
import { whereverItIs } from './storage/wherever-it-is';

/** Files remembered as sound; the one looked at longest ago is looked at anew. */
const REMEMBERED_MAX = 50_000;
/** How often a file is looked for: it may be moved between two looks, to the trash and back. */
const LOOKS_MAX = 3;

/** Originals, held against the SHA-256 of their rows the first time they are read and whenever their files have changed. Damaged ones are not given out. */
@Injectable()
export class IntactImages {
  /** By the image's id, the version of the file that was found sound. */
  private readonly sound = new BoundedMap<string, string>(REMEMBERED_MAX);
  /** Files that are being compared: requests of many parts wait for one look at the whole. */
  private readonly comparing = new Map<string, Promise<void>>();

  constructor(
    private readonly store: ImageStore,
    private readonly images: ImageRepository,
  ) {}

  async read(image: ImageRow): Promise<Uint8Array> {
    const { bytes, version } = await this.whereItIs(image, (key) => this.store.read(key));
    if (this.sound.get(image.id) !== version) this.remember(image, version, createHash('sha256').update(bytes));
    expectLength(image, bytes.byteLength);
    return bytes;
  }

  /** A part is given out only of a file that is sound as a whole. */
  open(image: ImageRow, range: ByteRange): Promise<Readable> {
    return this.whereItIs(image, async (key) => {
      await this.vouchFor(image, key);
      return this.store.open(key, range);
    });
  }

  /** As `open`, in pieces that share one buffer. */
  copy(image: ImageRow, range: ByteRange, write: WritePiece): Promise<void> {
    return this.whereItIs(image, async (key) => {
      await this.vouchFor(image, key);
      await this.store.copy(key, range, write);
    });
  }

  /** @throws notFound when the image has been deleted permanently since its row was read. */
  private async whereItIs<T>(image: ImageRow, read: (key: ImageKey) => Promise<T>): Promise<T> {
    let row: ImageRow | undefined = image;
    for (let looks = 1; ; looks += 1) {
      try {
        return await whereverItIs(row, read);
      } catch (error) {
        if (!(error instanceof ImageMissing)) throw error;
        row = await this.images.byId(image.owner_id, image.id);
        if (!row) throw notFound();
        if (looks === LOOKS_MAX) throw error;
      }
    }
  }

  private async vouchFor(image: ImageRow, key: ImageKey): Promise<void> {
    const version = await this.store.version(key);
    if (version === null) throw new ImageMissing(key);
    if (this.sound.get(image.id) === version) return;
    const name = `${image.id} ${version}`;
    const comparing = this.comparing.get(name) ?? this.compare(image, key, version).finally(() => this.comparing.delete(name));
    this.comparing.set(name, comparing);
    await comparing;
  }

  private async compare(image: ImageRow, key: ImageKey, version: string): Promise<void> {
    const size = await this.store.size(key);
    if (size === null) throw new ImageMissing(key);
    expectLength(image, size);
    const hash = createHash('sha256');
    await this.store.copy(key, { start: 0, end: image.bytes - 1 }, (piece) => {
      hash.update(piece);
      return Promise.resolve();
    });
    this.remember(image, version, hash);
  }

  private remember({ id, sha256 }: ImageRow, version: string, hash: Hash): void {
    if (hash.digest('hex') !== sha256) throw imageUnavailable(new Error(`the file of image ${id} holds other bytes than were stored`));
    this.sound.set(id, version);
  }
}

/** An answer was told to be as long as its row says, and whatever is too much would be taken for the next one. */
function expectLength({ id, bytes }: ImageRow, there: number | null): void {
  if (there !== bytes) throw imageUnavailable(new Error(`the file of image ${id} has ${String(there)} bytes instead of ${String(bytes)}`));
}
