import { Injectable, signal } from '@angular/core';

/** How many images the library shown here has. Null until someone had reason to ask: the frame never asks by itself. */
@Injectable({ providedIn: 'root' })
export class LibraryCount {
  readonly total = signal<number | null>(null);
  readonly trashed = signal<number | null>(null);
}
