import { Component, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { ALBUM_NAME_MAX } from '@vitrine/contracts/limits';
import { Words } from '../../i18n/words';
import { Albums } from '../../images/albums';

type Wanted = { readonly id: string } | { readonly name: string };

@Component({
  selector: 'app-album-dialog',
  imports: [MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ words.n('album.add', count) }}</h2>
    <mat-dialog-content>
      @for (album of albums.list(); track album.id) {
        <button type="button" class="choice" (click)="dialog.close({ id: album.id })">{{ album.name }} <span class="mono">{{ words.number(album.images) }}</span></button>
      }
      <label class="field-label" for="new-album">{{ words.t('album.new') }}</label>
      <input id="new-album" class="field" autocomplete="off" [attr.maxlength]="most" (input)="note($event)" (keydown.enter)="create()" />
    </mat-dialog-content>
    <mat-dialog-actions>
      <button type="button" class="btn outline" mat-dialog-close>{{ words.t('cancel') }}</button>
      <button type="button" class="btn primary" [disabled]="!name()" (click)="create()">{{ words.t('album.create') }}</button>
    </mat-dialog-actions>
  `,
  styleUrl: './bulk-dialog.css',
})
export class AlbumDialog {
  protected readonly words = inject(Words);
  protected readonly count = inject<number>(MAT_DIALOG_DATA);
  protected readonly albums = inject(Albums);
  protected readonly dialog = inject<MatDialogRef<AlbumDialog, Wanted>>(MatDialogRef);
  protected readonly most = ALBUM_NAME_MAX;
  protected readonly name = signal('');

  constructor() {
    void this.albums.load();
  }

  protected note(event: Event): void {
    this.name.set((event.target as HTMLInputElement).value.trim());
  }

  protected create(): void {
    if (this.name()) this.dialog.close({ name: this.name() });
  }
}
