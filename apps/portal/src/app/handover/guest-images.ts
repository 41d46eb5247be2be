import { inject, Injectable } from '@angular/core';
import { GuestThread } from '../create/guest-thread';
import type { LibraryImage } from '../images/library-image';
import type { LocalImageStore } from '../images/local-image-store';
import { OPEN_LOCAL_IMAGE_STORE } from '../images/open-local-image-store';

/** What was made signed out in this browser. Nobody's account is in it: copies kept for an account are another space. */
@Injectable({ providedIn: 'root' })
export class GuestImages {
  private readonly open = inject(OPEN_LOCAL_IMAGE_STORE);
  private readonly thread = inject(GuestThread);
  private opened: Promise<LocalImageStore> | null = null;

  /** Newest first. */
  async list(): Promise<readonly LibraryImage[]> {
    return (await this.store()).list('guest');
  }

  /** Null when they are gone. */
  async bytes(filename: string): Promise<Blob | null> {
    return (await this.store()).open('guest', filename);
  }

  async remove(filename: string): Promise<void> {
    await (await this.store()).remove('guest', filename);
    this.thread.leave(filename);
  }

  private store(): Promise<LocalImageStore> {
    return this.opened ??= this.open();
  }
}
