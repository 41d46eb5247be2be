import { DOCUMENT } from '@angular/common';
import { inject, Injectable, Injector } from '@angular/core';
import type { MatSnackBar } from '@angular/material/snack-bar';
import { linger } from './linger';

const PLAIN_MS = 5000;
const WITH_ACTION_MS = 8000;

/** Short words at the foot of the screen, read out politely. The part that draws them is fetched with the first. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  private readonly injector = inject(Injector);
  private readonly document = inject(DOCUMENT);

  async say(text: string): Promise<void> {
    (await this.snackBar()).open(text, undefined, { duration: PLAIN_MS });
  }

  /** Resolves true when the person pressed the action. It stays as long as the pointer or the focus is on it. */
  async offer(text: string, action: string): Promise<boolean> {
    const bar = (await this.snackBar()).open(text, action);
    return new Promise((resolve) => {
      let stop: () => void = () => undefined;
      bar.afterOpened().subscribe(() => {
        stop = linger(this.document.querySelector<HTMLElement>('mat-snack-bar-container'), WITH_ACTION_MS, () => { bar.dismiss(); });
      });
      bar.afterDismissed().subscribe(({ dismissedByAction }) => { stop(); resolve(dismissedByAction); });
    });
  }

  dismiss(): void {
    void this.snackBar().then((bar) => { bar.dismiss(); });
  }

  private async snackBar(): Promise<MatSnackBar> {
    const { MatSnackBar: SnackBar } = await import('@angular/material/snack-bar');
    return this.injector.get(SnackBar);
  }
}
