import { DOCUMENT } from '@angular/common';
import { inject, InjectionToken } from '@angular/core';
import { InMemoryImageStore } from './in-memory-image-store';
import { LocalImageIndex } from './local-image-index';
import type { LocalImageStore } from './local-image-store';

/** Opens the best store this browser offers; called when an image of this device is first needed, not before. */
export const OPEN_LOCAL_IMAGE_STORE = new InjectionToken<() => Promise<LocalImageStore>>('open local image store', {
  providedIn: 'root',
  factory: () => {
    const view = inject(DOCUMENT).defaultView;
    return () => openLocalImageStore(view);
  },
});

async function openLocalImageStore(view: Window | null): Promise<LocalImageStore> {
  const storage = storageOf(view);
  // Nothing can be kept here: a store without room says so at the first image.
  if (storage === null) return new InMemoryImageStore(0);
  const index = new LocalImageIndex(storage);
  try {
    const { IndexedDbImageStore } = await import('./indexed-db-image-store');
    return await IndexedDbImageStore.open(index);
  } catch {
    const { LocalStorageImageStore } = await import('./local-storage-image-store'); // no database here
    return new LocalStorageImageStore(storage, index);
  }
}

function storageOf(view: Window | null): Storage | null {
  try {
    return view?.localStorage ?? null;
  } catch {
    return null; // the person forbids this page to keep anything
  }
}
