import { DOCUMENT } from '@angular/common';
import { effect, inject, Injectable, signal } from '@angular/core';
import { storageOf } from '../auth/session-marker';
import { Shortcuts } from '../shell/shortcuts';

export const ROW_HEIGHT_MIN = 140;
export const ROW_HEIGHT_MAX = 320;
const ROW_HEIGHT = 196;
const KEY = 'vitrine.v1.view';

/** How the library is looked at on this device. */
@Injectable()
export class ViewSettings {
  private readonly storage = storageOf(inject(DOCUMENT).defaultView);
  private readonly kept = this.read();

  /** The height rows aim at on a wide screen. */
  readonly rowHeight = signal(this.kept.rowHeight);
  readonly square = signal(this.kept.square);
  /** Single letters do something. */
  readonly letters = inject(Shortcuts).on;

  /** A step larger or smaller; 0 sets it back. */
  resize(steps: -1 | 0 | 1): void {
    this.rowHeight.update((height) => (steps === 0 ? ROW_HEIGHT : Math.min(ROW_HEIGHT_MAX, Math.max(ROW_HEIGHT_MIN, height + 30 * steps))));
  }

  constructor() {
    effect(() => {
      const view = JSON.stringify({ rowHeight: this.rowHeight(), square: this.square() });
      try {
        this.storage?.setItem(KEY, view);
      } catch {
        // no room or not allowed: the setting lasts as long as the page
      }
    });
  }

  private read(): { rowHeight: number; square: boolean } {
    try {
      const view = JSON.parse(this.storage?.getItem(KEY) ?? '{}') as Partial<Record<string, unknown>>;
      const rowHeight = Number(view['rowHeight'] ?? ROW_HEIGHT);
      return { rowHeight: rowHeight >= ROW_HEIGHT_MIN && rowHeight <= ROW_HEIGHT_MAX ? rowHeight : ROW_HEIGHT, square: view['square'] === true };
    } catch {
      return { rowHeight: ROW_HEIGHT, square: false }; // altered by hand
    }
  }
}
