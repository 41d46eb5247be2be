import { isQuotaExceeded, DeviceFull, type DeviceSpace } from './local-image-store';
import type { LibraryImage } from './library-image';

const PREFIX = 'vitrine.v1';

/** The keys of everything this portal keeps in localStorage begin alike, with the version of its form. */
export function localKey(kind: 'index' | 'bytes', space: DeviceSpace, filename?: string): string {
  return [PREFIX, kind, space, ...(filename === undefined ? [] : [filename])].join('.');
}

/** What is known of the images of each space, in localStorage. Every write reads first: another tab may have written. */
export class LocalImageIndex {
  constructor(private readonly storage: Storage) {}

  list(space: DeviceSpace): readonly LibraryImage[] {
    const text = this.storage.getItem(localKey('index', space));
    return text === null ? [] : entriesOf(text);
  }

  add(space: DeviceSpace, image: LibraryImage): void {
    this.write(space, [image, ...this.list(space).filter(({ filename }) => filename !== image.filename)]);
  }

  remove(space: DeviceSpace, filename: string): void {
    this.write(space, this.list(space).filter((image) => image.filename !== filename));
  }

  clear(space: DeviceSpace): void {
    this.storage.removeItem(localKey('index', space));
  }

  private write(space: DeviceSpace, images: readonly LibraryImage[]): void {
    if (images.length === 0) return this.clear(space);
    try {
      this.storage.setItem(localKey('index', space), JSON.stringify(images));
    } catch (error) {
      throw isQuotaExceeded(error) ? new DeviceFull(error) : error;
    }
  }
}

/** Anything in localStorage may have been edited or cut short; what is no entry is left out. */
function entriesOf(text: string): LibraryImage[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter(isEntry) : [];
  } catch {
    return []; // not JSON, so not ours
  }
}

function isEntry(value: unknown): value is LibraryImage {
  const entry = Object(value) as Partial<Record<keyof LibraryImage, unknown>>;
  return typeof entry.filename === 'string' && typeof entry.prompt === 'string'
    && !Number.isNaN(Date.parse(String(entry.createdAt)))
    && Number(entry.width) > 0 && Number(entry.height) > 0;
}
