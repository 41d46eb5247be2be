import { Component, inject } from '@angular/core';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { Words } from '../i18n/words';

/** Closes with true when the chat is to go. */
@Component({
  selector: 'app-delete-chat',
  imports: [MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ t('chat.deleteAsk') }}</h2>
    <mat-dialog-content>{{ t('chat.imagesStay') }}</mat-dialog-content>
    <mat-dialog-actions>
      <button type="button" class="btn outline first" [mat-dialog-close]="false">{{ t('chat.keep') }}</button>
      <button type="button" class="btn danger" [mat-dialog-close]="true">{{ t('chat.delete') }}</button>
    </mat-dialog-actions>
  `,
  styles: `mat-dialog-actions { gap: 8px; }`,
})
export class DeleteChat {
  protected readonly t = inject(Words).t;
}
