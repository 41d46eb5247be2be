import { Injectable, signal } from '@angular/core';

/** Whether a newer portal waits in this browser, whole, for the next load. */
@Injectable({ providedIn: 'root' })
export class Renewal {
  readonly ready = signal(false);
}
