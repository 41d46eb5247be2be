import { Component, inject } from '@angular/core';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { Words } from '../i18n/words';

/** Closes with true when the image under way is to be cancelled. */
@Component({
  selector: 'app-stop-image',
  imports: [MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ t('stop.ask') }}</h2>
    <mat-dialog-content>{{ t('stop.text') }}</mat-dialog-content>
    <mat-dialog-actions>
      <button type="button" class="btn outline first" [mat-dialog-close]="false">{{ t('stop.keep') }}</button>
      <button type="button" class="btn danger" [mat-dialog-close]="true">{{ t('stop.stop') }}</button>
    </mat-dialog-actions>
  `,
  styles: `mat-dialog-actions { gap: 8px; }`,
})
export class StopImage {
  protected readonly t = inject(Words).t;
}
