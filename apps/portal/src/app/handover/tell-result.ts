import { inject, Injectable } from '@angular/core';
import { Words } from '../i18n/words';
import { Toasts } from '../shell/toasts';
import type { Result } from './handover';

/** Says once what has become of the images, wherever the person is by then. */
@Injectable({ providedIn: 'root' })
export class TellResult {
  private readonly toasts = inject(Toasts);
  private readonly words = inject(Words);

  async tell({ added, kept }: Result): Promise<void> {
    if (added === 0 && kept === 0) return;
    const said = [added > 0 ? this.words.n('handover.added', added) : '', kept > 0 ? this.words.n('handover.kept', kept) : ''];
    await this.toasts.say(said.filter(Boolean).join(' '));
  }
}
