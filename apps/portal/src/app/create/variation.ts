import { inject, Injectable } from '@angular/core';
import { kindOf } from '../api/problem';
import { Session } from '../auth/session';
import { Words } from '../i18n/words';
import type { LibraryImage } from '../images/library-image';
import { LibraryStore } from '../images/library-store';
import { Toasts } from '../shell/toasts';

/** Finds the image a link wants varied. Another's is as unknown as one that never was. */
@Injectable({ providedIn: 'root' })
export class Variation {
  private readonly library = inject(LibraryStore);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(Words);

  /** Null, and said so, when there is none of that name. */
  async find(filename: string): Promise<LibraryImage | null> {
    await this.session.ready;
    const owner = this.session.owner()?.id;
    const image = await this.looked(filename);
    return owner === this.session.owner()?.id ? image : null;
  }

  private async looked(filename: string): Promise<LibraryImage | null> {
    try {
      const image = await this.library.find(filename);
      if (image === null) await this.toasts.say(this.words.t('image.missing'));
      return image;
    } catch (error) {
      if (kindOf(error) === null) throw error;
      await this.toasts.say(this.words.t('variation.unreachable'));
      return null;
    }
  }
}
