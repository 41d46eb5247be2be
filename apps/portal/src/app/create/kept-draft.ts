import { DOCUMENT } from '@angular/common';
import { inject, Injectable } from '@angular/core';
import { AS_USUAL, isWish, type Wish } from './wish';

const KEY = 'vitrine.v1.draft';

export interface Keeping {
  /** Whose words these are; null for a guest's. */
  readonly owner: string | null;
  readonly wish: Wish;
}

/** The draft over a reload, in this tab alone: it ends with the tab. */
@Injectable({ providedIn: 'root' })
export class KeptDraft {
  private readonly storage = storageOf(inject(DOCUMENT).defaultView);

  read(): Keeping | null {
    try {
      const kept: unknown = JSON.parse(this.storage?.getItem(KEY) ?? 'null');
      return isKeeping(kept) ? kept : null;
    } catch {
      return null; // altered by hand: as good as none
    }
  }

  /** Words alone are worth keeping, not choices without them. */
  write(owner: string | null, wish: Wish): void {
    if (wish.prompt === AS_USUAL.prompt) return this.clear();
    try {
      this.storage?.setItem(KEY, JSON.stringify({ owner, wish } satisfies Keeping));
    } catch {
      return; // no room: the draft lasts as long as the page
    }
  }

  clear(): void {
    this.storage?.removeItem(KEY);
  }
}

function storageOf(view: Window | null): Storage | null {
  try {
    return view?.sessionStorage ?? null;
  } catch {
    return null; // the person lets no page keep anything
  }
}

function isKeeping(value: unknown): value is Keeping {
  const { owner, wish } = Object(value) as Partial<Record<keyof Keeping, unknown>>;
  return (owner === null || typeof owner === 'string') && isWish(wish);
}
