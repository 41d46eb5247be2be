import { Injectable } from '@angular/core';
import type { ScrollAnchor } from './layout/scroll-anchor';

/** Where the library was left, for whoever comes back to it. Names of another person's images lead nowhere. */
@Injectable({ providedIn: 'root' })
export class ScrollMemory {
  anchors: readonly ScrollAnchor[] = [];
}
