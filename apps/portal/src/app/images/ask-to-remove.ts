import { inject, Injectable, Injector } from '@angular/core';
import { answerOf } from '../shell/answer-of';
import type { RemovalQuestion } from './removal-words';

/** Puts the question before anything is deleted. The dialog is fetched with the first question. */
@Injectable({ providedIn: 'root' })
export class AskToRemove {
  private readonly injector = inject(Injector);

  async whether(question: RemovalQuestion): Promise<boolean> {
    const [{ MatDialog }, { RemoveDialog }] = await Promise.all([import('@angular/material/dialog'), import('./remove-dialog')]);
    const dialog = this.injector.get(MatDialog).open<InstanceType<typeof RemoveDialog>, RemovalQuestion, boolean>(
      RemoveDialog, { role: 'alertdialog', data: question, autoFocus: '.safe', width: '440px' },
    );
    return await answerOf(dialog) === true;
  }
}
