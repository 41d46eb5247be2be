import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';

/** Closes with true when the images of this device are to go. */
@Component({
  selector: 'app-clear-dialog',
  imports: [MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ count === 1 ? 'Delete the image on this device?' : 'Delete ' + count + ' images from this device?' }}</h2>
    <mat-dialog-content>They are in no library. This cannot be undone.</mat-dialog-content>
    <mat-dialog-actions>
      <button type="button" class="btn outline first" [mat-dialog-close]="false">Keep images</button>
      <button type="button" class="btn danger" [mat-dialog-close]="true">Delete</button>
    </mat-dialog-actions>
  `,
  styles: `
    h2::before { display: none; }
    mat-dialog-actions { gap: 8px; }
  `,
})
export class ClearDialog {
  protected readonly count = inject<number>(MAT_DIALOG_DATA);
}
