import { inject, Injectable, Injector } from '@angular/core';
import type { MatSnackBar } from '@angular/material/snack-bar';

const PLAIN_MS = 5000;
const WITH_ACTION_MS = 8000;

/** Short words at the foot of the screen, read out politely. The part that draws them is fetched with the first. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  private readonly injector = inject(Injector);

  async say(text: string): Promise<void> {
    (await this.snackBar()).open(text, undefined, { duration: PLAIN_MS });
  }

  /** Resolves true when the person pressed the action. */
  async offer(text: string, action: string): Promise<boolean> {
    const bar = (await this.snackBar()).open(text, action, { duration: WITH_ACTION_MS });
    return new Promise((resolve) => {
      bar.afterDismissed().subscribe(({ dismissedByAction }) => { resolve(dismissedByAction); });
    });
  }

  private async snackBar(): Promise<MatSnackBar> {
    const { MatSnackBar: SnackBar } = await import('@angular/material/snack-bar');
    return this.injector.get(SnackBar);
  }
}
