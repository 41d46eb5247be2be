import { DOCUMENT } from '@angular/common';
import { inject, Injectable, signal } from '@angular/core';

const KEY = 'vitrine.v1.letters';

/** Whether single letters do something. Who dictates, or hits keys by accident, can switch them off. */
@Injectable({ providedIn: 'root' })
export class Shortcuts {
  private readonly storage = storageOf(inject(DOCUMENT).defaultView);
  private readonly chosen = signal(this.storage?.getItem(KEY) !== 'off');
  readonly on = this.chosen.asReadonly();

  set(on: boolean): void {
    this.chosen.set(on);
    try {
      if (on) this.storage?.removeItem(KEY);
      else this.storage?.setItem(KEY, 'off');
    } catch {
      return; // no room or not allowed: the setting lasts as long as the page
    }
  }
}

function storageOf(view: Window | null): Storage | null {
  try {
    return view?.localStorage ?? null;
  } catch {
    return null; // the person lets no page keep anything
  }
}

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly defaultPrevented: boolean;
  readonly target: EventTarget | null;
}

/** A key that is no text: nothing is being typed into, and no dialog or menu has it. */
export function isFree({ ctrlKey, metaKey, altKey, defaultPrevented, target }: Pressed): boolean {
  if (ctrlKey || metaKey || altKey || defaultPrevented) return false;
  return !(target instanceof Element && target.closest('input:not([type=range]), textarea, select, [contenteditable], [role=menu], mat-dialog-container'));
}
