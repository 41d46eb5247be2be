import { Injectable, signal } from '@angular/core';

/** Which tile the keyboard is at. Others may ask the grid to go there. */
@Injectable()
export class GridFocus {
  /** The one tile in the tab order. */
  readonly active = signal<string | null>(null);
  /** Where the focus is to go as soon as the grid can. */
  readonly wanted = signal<string | null>(null);

  goTo(name: string): void {
    this.active.set(name);
    this.wanted.set(name);
  }
}
