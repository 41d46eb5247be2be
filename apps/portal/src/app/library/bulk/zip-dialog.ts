import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { Words } from '../../i18n/words';

export interface ZipQuestion {
  readonly images: number;
  /** As it is written here: "1.3 GB". */
  readonly size: string;
}

/** A large download is begun knowingly: it takes its time, and it takes room. */
@Component({
  selector: 'app-zip-dialog',
  imports: [MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ words.n('zip.title', question.images) }}</h2>
    <mat-dialog-content><p>{{ words.t('zip.text', { size: question.size }) }}</p></mat-dialog-content>
    <mat-dialog-actions>
      <button type="button" class="btn outline first" [mat-dialog-close]="false">{{ words.t('cancel') }}</button>
      <button type="button" class="btn primary" [mat-dialog-close]="true">{{ words.t('zip.go', { size: question.size }) }}</button>
    </mat-dialog-actions>
  `,
  styleUrl: './bulk-dialog.css',
})
export class ZipDialog {
  protected readonly words = inject(Words);
  protected readonly question = inject<ZipQuestion>(MAT_DIALOG_DATA);
}
