import { Component } from '@angular/core';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';

/** Closes with true when the chat is to go. */
@Component({
  selector: 'app-delete-chat',
  imports: [MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>Delete this chat?</h2>
    <mat-dialog-content>Its images stay in your Library.</mat-dialog-content>
    <mat-dialog-actions>
      <button type="button" class="btn outline first" [mat-dialog-close]="false">Keep chat</button>
      <button type="button" class="btn danger" [mat-dialog-close]="true">Delete chat</button>
    </mat-dialog-actions>
  `,
  styles: `mat-dialog-actions { gap: 8px; }`,
})
export class DeleteChat {}
