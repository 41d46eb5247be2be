import { Readable } from 'node:stream';
import { type ByteRange, type ImageKey, ImageMissing, ImageStore } from './image-store';

/** For specs: the same promises, kept as long as the process lives. */
export class MemoryImageStore extends ImageStore {
  readonly objects = new Map<string, Uint8Array>();

  put(key: ImageKey, bytes: Uint8Array): Promise<void> {
    this.objects.set(nameOf(key), bytes.slice());
    return Promise.resolve();
  }

  read(key: ImageKey): Promise<Uint8Array> {
    const bytes = this.objects.get(nameOf(key));
    return bytes ? Promise.resolve(bytes) : Promise.reject(new ImageMissing(key));
  }

  async open(key: ImageKey, range: ByteRange): Promise<Readable> {
    const bytes = await this.read(key);
    return Readable.from([bytes.subarray(range.start, range.end + 1)]);
  }

  remove(key: ImageKey): Promise<void> {
    this.objects.delete(nameOf(key));
    return Promise.resolve();
  }
}

function nameOf({ area, owner, name }: ImageKey): string {
  return `${area}/${owner}/${name}`;
}
