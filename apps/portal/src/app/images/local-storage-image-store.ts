import { blobOf, dataUrlOf } from './data-url';
import type { LibraryImage } from './library-image';
import { type LocalImageIndex, localKey } from './local-image-index';
import { DeviceFull, type DeviceSpace, isQuotaExceeded, LocalImageStore } from './local-image-store';

/** localStorage holds about 5 MB of text for everything: a few small images, and then no more. */
const IMAGES_MAX = 3;

/** For browsers that give no database. */
export class LocalStorageImageStore extends LocalImageStore {
  readonly edgeMax = 512;

  constructor(
    private readonly storage: Storage,
    private readonly index: LocalImageIndex,
  ) {
    super();
  }

  list(space: DeviceSpace): Promise<readonly LibraryImage[]> {
    return Promise.resolve(this.index.list(space));
  }

  async put(space: DeviceSpace, image: LibraryImage, bytes: Blob): Promise<void> {
    const text = await dataUrlOf(bytes);
    if (this.index.list(space).length >= IMAGES_MAX) throw new DeviceFull();
    const key = localKey('bytes', space, image.filename);
    try {
      this.storage.setItem(key, text);
      this.index.add(space, image);
    } catch (error) {
      this.storage.removeItem(key);
      throw isQuotaExceeded(error) ? new DeviceFull(error) : error;
    }
  }

  open(space: DeviceSpace, filename: string): Promise<Blob | null> {
    const text = this.storage.getItem(localKey('bytes', space, filename));
    return Promise.resolve(text === null ? null : blobOf(text));
  }

  remove(space: DeviceSpace, filename: string): Promise<void> {
    this.index.remove(space, filename);
    this.storage.removeItem(localKey('bytes', space, filename));
    return Promise.resolve();
  }

  clear(space: DeviceSpace): Promise<void> {
    const begin = localKey('bytes', space, '');
    const keys = Array.from({ length: this.storage.length }, (_, at) => this.storage.key(at));
    for (const key of keys) if (key?.startsWith(begin)) this.storage.removeItem(key);
    this.index.clear(space);
    return Promise.resolve();
  }
}
