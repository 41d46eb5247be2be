import { DOCUMENT } from '@angular/common';
import { DestroyRef, inject, Injectable } from '@angular/core';
import { Words } from '../i18n/words';
import { Toasts } from '../shell/toasts';

/** The last thing done can be taken back as long as it is spoken of: by the button, or by Ctrl+Z. */
@Injectable({ providedIn: 'root' })
export class Undo {
  private readonly toasts = inject(Toasts);
  private readonly words = inject(Words);
  private readonly document = inject(DOCUMENT);
  private pressed: (() => void) | null = null;

  constructor() {
    const hear = (event: KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest('input, textarea') !== null;
      if (this.pressed === null || typing || event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
      event.preventDefault();
      this.pressed();
    };
    this.document.addEventListener('keydown', hear);
    inject(DestroyRef).onDestroy(() => { this.document.removeEventListener('keydown', hear); });
  }

  /** Says what was done. Resolves true when it is to be taken back. */
  async offer(text: string): Promise<boolean> {
    const byKey = new Promise<true>((resolve) => { this.pressed = () => { resolve(true); }; });
    const mine = this.pressed;
    const wanted = await Promise.race([this.toasts.offer(text, this.words.t('undo')), byKey]);
    if (this.pressed === mine) {
      this.pressed = null;
      if (wanted) this.toasts.dismiss();
    }
    return wanted;
  }
}
