import type { LibraryImage } from './library-image';
import { DeviceFull, type DeviceSpace, LocalImageStore } from './local-image-store';

/** As long as the page lives: for specs, and for browsers that let a page keep nothing. */
export class InMemoryImageStore extends LocalImageStore {
  readonly edgeMax = 1024;
  private readonly spaces = new Map<DeviceSpace, Map<string, { image: LibraryImage; bytes: Blob }>>();

  constructor(private readonly room = Infinity) {
    super();
  }

  list(space: DeviceSpace): Promise<readonly LibraryImage[]> {
    return Promise.resolve([...this.of(space).values()].map(({ image }) => image).reverse());
  }

  put(space: DeviceSpace, image: LibraryImage, bytes: Blob): Promise<void> {
    const used = [...this.spaces.values()].flatMap((images) => [...images.values()]).reduce((sum, kept) => sum + kept.bytes.size, 0);
    if (used + bytes.size > this.room) return Promise.reject(new DeviceFull());
    this.of(space).set(image.filename, { image, bytes });
    return Promise.resolve();
  }

  open(space: DeviceSpace, filename: string): Promise<Blob | null> {
    return Promise.resolve(this.of(space).get(filename)?.bytes ?? null);
  }

  remove(space: DeviceSpace, filename: string): Promise<void> {
    this.of(space).delete(filename);
    return Promise.resolve();
  }

  clear(space: DeviceSpace): Promise<void> {
    this.spaces.delete(space);
    return Promise.resolve();
  }

  private of(space: DeviceSpace) {
    const known = this.spaces.get(space) ?? new Map<string, { image: LibraryImage; bytes: Blob }>();
    this.spaces.set(space, known);
    return known;
  }
}
