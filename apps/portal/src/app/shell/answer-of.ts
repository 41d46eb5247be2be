import type { MatDialogRef } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

/**
 * What a dialog was answered first. Material takes Escape, and every press, for a new answer as long as the dialog is
 * still closing; a person means the first. Resolves when the dialog is gone and the focus is back.
 */
export async function answerOf<T>(dialog: Pick<MatDialogRef<unknown, T>, 'beforeClosed' | 'afterClosed'>): Promise<T | undefined> {
  const first = firstValueFrom(dialog.beforeClosed());
  await firstValueFrom(dialog.afterClosed());
  return first;
}
