import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { LibraryImage } from './library-image';
import type { LocalImageIndex } from './local-image-index';
import { DeviceFull, type DeviceSpace, isQuotaExceeded, LocalImageStore } from './local-image-store';

interface VitrineOnThisDevice extends DBSchema {
  images: { key: [space: string, filename: string]; value: Blob };
}

/** Bytes in IndexedDB, the index beside them in localStorage. Bytes are written first and removed last: an entry never lacks its image. */
export class IndexedDbImageStore extends LocalImageStore {
  readonly edgeMax = 1024;

  private constructor(
    private readonly db: IDBPDatabase<VitrineOnThisDevice>,
    private readonly index: LocalImageIndex,
  ) {
    super();
  }

  /** Rejects where the browser gives no database (some private windows). */
  static async open(index: LocalImageIndex): Promise<IndexedDbImageStore> {
    const db = await openDB<VitrineOnThisDevice>('vitrine', 1, {
      upgrade: (fresh) => { fresh.createObjectStore('images'); },
    });
    return new IndexedDbImageStore(db, index);
  }

  list(space: DeviceSpace): Promise<readonly LibraryImage[]> {
    return Promise.resolve(this.index.list(space));
  }

  async put(space: DeviceSpace, image: LibraryImage, bytes: Blob): Promise<void> {
    try {
      await this.db.put('images', bytes, [space, image.filename]);
    } catch (error) {
      throw isQuotaExceeded(error) ? new DeviceFull(error) : error;
    }
    try {
      this.index.add(space, image);
    } catch (error) {
      await this.db.delete('images', [space, image.filename]);
      throw error;
    }
  }

  async open(space: DeviceSpace, filename: string): Promise<Blob | null> {
    return (await this.db.get('images', [space, filename])) ?? null;
  }

  async remove(space: DeviceSpace, filename: string): Promise<void> {
    this.index.remove(space, filename);
    await this.db.delete('images', [space, filename]);
  }

  async clear(space: DeviceSpace): Promise<void> {
    this.index.clear(space);
    await this.db.delete('images', IDBKeyRange.bound([space, ''], [space, '\uffff']));
  }
}
