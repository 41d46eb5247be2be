import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type ByteRange, type ImageKey, ImageMissing, ImageStore, requirePlainKey, type StoredBytes, type WritePiece } from './image-store';

/** For specs: the same promises, kept as long as the process lives. */
export class MemoryImageStore extends ImageStore {
  readonly objects = new Map<string, Uint8Array>();

  put(key: ImageKey, bytes: Uint8Array): Promise<void> {
    this.objects.set(nameOf(key), bytes.slice());
    return Promise.resolve();
  }

  read(key: ImageKey): Promise<StoredBytes> {
    const bytes = this.objects.get(nameOf(key));
    return bytes ? Promise.resolve({ bytes, version: versionOf(bytes) }) : Promise.reject(new ImageMissing(key));
  }

  version(key: ImageKey): Promise<string | null> {
    const bytes = this.objects.get(nameOf(key));
    return Promise.resolve(bytes ? versionOf(bytes) : null);
  }

  size(key: ImageKey): Promise<number | null> {
    return Promise.resolve(this.objects.get(nameOf(key))?.byteLength ?? null);
  }

  async open(key: ImageKey, range: ByteRange): Promise<Readable> {
    const { bytes } = await this.read(key);
    return Readable.from([bytes.subarray(range.start, range.end + 1)]);
  }

  async copy(key: ImageKey, range: ByteRange, write: WritePiece): Promise<void> {
    const { bytes } = await this.read(key);
    await write(bytes.subarray(range.start, range.end + 1));
  }

  move(from: ImageKey, to: ImageKey): Promise<void> {
    const bytes = this.objects.get(nameOf(from));
    if (bytes) this.objects.set(nameOf(to), bytes);
    this.objects.delete(nameOf(from));
    return this.objects.has(nameOf(to)) ? Promise.resolve() : Promise.reject(new ImageMissing(from));
  }

  ping(): Promise<void> {
    return Promise.resolve();
  }

  remove(key: ImageKey): Promise<void> {
    this.objects.delete(nameOf(key));
    return Promise.resolve();
  }
}

function versionOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function nameOf(key: ImageKey): string {
  const { area, owner, name } = requirePlainKey(key);
  return `${area}/${owner}/${name}`;
}
