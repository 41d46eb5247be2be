import { DOCUMENT } from '@angular/common';
import { inject, Injectable } from '@angular/core';
import { thumbhashUrl } from './thumbhash-url';

/** At most so long at once, where the browser does not say how long it has nothing else to do. */
const SLICE_MS = 4;
/** A busy page does not put it off for ever. */
const LATEST_MS = 400;

interface Wish {
  readonly hash: string;
  readonly done: (url: string | null) => void;
}

/** Makes the blurred pictures of tiles in the browser's spare time: a tile that flies past, or whose picture comes first, costs nothing. */
@Injectable({ providedIn: 'root' })
export class BlurPainter {
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly wishes = new Set<Wish>();
  private called = false;

  /** Returns how to take the wish back. */
  paint(hash: string, done: (url: string | null) => void): () => void {
    const wish = { hash, done };
    this.wishes.add(wish);
    this.call();
    return () => { this.wishes.delete(wish); };
  }

  private call(): void {
    if (this.called) return;
    this.called = true;
    const { window } = this;
    // Not every browser tells of its spare time.
    if (window && 'requestIdleCallback' in window) window.requestIdleCallback((idle) => { this.work(() => idle.timeRemaining()); }, { timeout: LATEST_MS });
    else setTimeout(() => { const end = performance.now() + SLICE_MS; this.work(() => end - performance.now()); }, SLICE_MS);
  }

  /** One at least, then as many as there is time for. */
  private work(left: () => number): void {
    this.called = false;
    for (const wish of this.wishes) {
      this.wishes.delete(wish);
      wish.done(thumbhashUrl(wish.hash));
      if (left() <= 1) break;
    }
    if (this.wishes.size > 0) this.call();
  }
}
