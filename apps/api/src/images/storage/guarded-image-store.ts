import type { Readable } from 'node:stream';
import { type ByteRange, type ImageKey, ImageMissing, ImageStore, type StoredBytes, type WritePiece } from './image-store';
import { changeError, readError } from './storage-error';
import type { StoreIdentity } from './store-identity';

/**
 * Lets nothing change in a store that is not this installation's, takes nothing for missing in it, and turns whatever
 * error comes out of it into a `StorageError`. No adapter is reached but through it.
 */
export class GuardedImageStore extends ImageStore {
  constructor(
    private readonly inner: ImageStore,
    private readonly identity: StoreIdentity,
  ) {
    super();
  }

  put(key: ImageKey, bytes: Uint8Array): Promise<void> {
    return this.change(() => this.inner.put(key, bytes));
  }

  read(key: ImageKey): Promise<StoredBytes> {
    return this.look(() => this.inner.read(key));
  }

  version(key: ImageKey): Promise<string | null> {
    return this.look(() => this.inner.version(key));
  }

  size(key: ImageKey): Promise<number | null> {
    return this.look(() => this.inner.size(key));
  }

  open(key: ImageKey, range: ByteRange): Promise<Readable> {
    return this.look(() => this.inner.open(key, range));
  }

  async copy(key: ImageKey, range: ByteRange, write: WritePiece): Promise<void> {
    const refused: unknown[] = [];
    const writeOn: WritePiece = (piece) => write(piece).catch((error: unknown) => {
      refused.push(error);
      throw error;
    });
    try {
      await this.inner.copy(key, range, writeOn).catch((error: unknown) => this.expectMissing(error));
    } catch (error) {
      // What the receiver says is not the store's.
      throw refused.includes(error) ? error : readError(error);
    }
  }

  move(from: ImageKey, to: ImageKey): Promise<void> {
    return this.change(() => this.inner.move(from, to));
  }

  ping(): Promise<void> {
    return this.change(() => this.inner.ping());
  }

  remove(key: ImageKey): Promise<void> {
    return this.change(() => this.inner.remove(key));
  }

  /** Asked before, so that nothing is done elsewhere; and after, because the disk may be gone by then. */
  private async change(act: () => Promise<void>): Promise<void> {
    try {
      await this.identity.verify();
      await act();
      await this.identity.verify();
    } catch (error) {
      throw changeError(error);
    }
  }

  private async look<T>(read: () => Promise<T>): Promise<T> {
    try {
      const found = await read().catch((error: unknown) => this.expectMissing(error));
      if (found === null) await this.identity.check();
      return found;
    } catch (error) {
      throw readError(error);
    }
  }

  private async expectMissing(error: unknown): Promise<never> {
    if (error instanceof ImageMissing) await this.identity.check();
    throw error;
  }
}
