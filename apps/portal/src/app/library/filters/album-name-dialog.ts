import { Component, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { ALBUM_NAME_MAX } from '@vitrine/contracts/limits';
import { Words } from '../../i18n/words';

interface Question {
  readonly title: string;
  /** Null: the album ends, and needs no name. */
  readonly name: string | null;
  readonly go: string;
}

@Component({
  selector: 'app-album-name-dialog',
  imports: [MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ question.title }}</h2>
    <mat-dialog-content>
      @if (question.name === null) { <p>{{ words.t('album.imagesStay') }}</p> }
      @else {
        <label class="field-label" for="album-name">{{ words.t('account.name') }}</label>
        <input id="album-name" class="field first" autocomplete="off" [attr.maxlength]="most" [value]="name()" (input)="note($event)" (keydown.enter)="done()" />
      }
    </mat-dialog-content>
    <mat-dialog-actions>
      <button type="button" class="btn outline" [class.first]="question.name === null" mat-dialog-close>{{ words.t('cancel') }}</button>
      <button type="button" class="btn" [class.danger]="question.name === null" [class.primary]="question.name !== null" [disabled]="!ready()" (click)="done()">{{ question.go }}</button>
    </mat-dialog-actions>
  `,
  styleUrl: '../bulk/bulk-dialog.css',
})
export class AlbumNameDialog {
  protected readonly words = inject(Words);
  protected readonly question = inject<Question>(MAT_DIALOG_DATA);
  protected readonly most = ALBUM_NAME_MAX;
  protected readonly name = signal(this.question.name ?? '');
  private readonly dialog = inject<MatDialogRef<AlbumNameDialog, string>>(MatDialogRef);

  protected ready(): boolean {
    return this.question.name === null || this.name().trim() !== '';
  }

  protected note(event: Event): void {
    this.name.set((event.target as HTMLInputElement).value);
  }

  protected done(): void {
    if (this.ready()) this.dialog.close(this.name().trim());
  }
}
