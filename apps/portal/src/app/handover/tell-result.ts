import { inject, Injectable } from '@angular/core';
import { Toasts } from '../shell/toasts';
import type { Result } from './handover';

/** Says once what has become of the images, wherever the person is by then. */
@Injectable({ providedIn: 'root' })
export class TellResult {
  private readonly toasts = inject(Toasts);

  async tell({ added, kept }: Result): Promise<void> {
    if (added === 0 && kept === 0) return;
    const words = [added === 1 ? '1 image added to your library.' : `${added} images added to your library.`];
    if (kept > 0) words.push(kept === 1 ? '1 image stayed on this device.' : `${kept} images stayed on this device.`);
    await this.toasts.say(words.slice(added === 0 ? 1 : 0).join(' '));
  }
}
