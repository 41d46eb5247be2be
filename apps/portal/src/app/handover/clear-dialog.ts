import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { Words } from '../i18n/words';

/** Closes with true when the images of this device are to go. */
@Component({
  selector: 'app-clear-dialog',
  imports: [MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ words.n('clear.title', count) }}</h2>
    <mat-dialog-content>{{ words.t('clear.text') }}</mat-dialog-content>
    <mat-dialog-actions>
      <button type="button" class="btn outline first" [mat-dialog-close]="false">{{ words.t('clear.keep') }}</button>
      <button type="button" class="btn danger" [mat-dialog-close]="true">{{ words.t('delete') }}</button>
    </mat-dialog-actions>
  `,
  styles: `
    h2::before { display: none; }
    mat-dialog-actions { gap: 8px; }
  `,
})
export class ClearDialog {
  protected readonly words = inject(Words);
  protected readonly count = inject<number>(MAT_DIALOG_DATA);
}
