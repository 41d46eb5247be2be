import { Component, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { Words } from '../../i18n/words';
import { LibraryFacets } from '../../images/library-facets';
import { tagsIn } from '../tags';

@Component({
  selector: 'app-tag-dialog',
  imports: [MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ words.n('tag.ask', count) }}</h2>
    <mat-dialog-content>
      <label class="field-label" for="new-tags">{{ words.t('tag.commas') }}</label>
      <input id="new-tags" class="field" list="known-tags" autocomplete="off" maxlength="400" (input)="note($event)" (keydown.enter)="done()" />
      <datalist id="known-tags">@for (tag of facets.facets()?.tags; track tag) { <option [value]="tag"></option> }</datalist>
    </mat-dialog-content>
    <mat-dialog-actions>
      <button type="button" class="btn outline" mat-dialog-close>{{ words.t('cancel') }}</button>
      <button type="button" class="btn primary" [disabled]="tags().length === 0" (click)="done()">{{ words.t('tag.add') }}</button>
    </mat-dialog-actions>
  `,
  styleUrl: './bulk-dialog.css',
})
export class TagDialog {
  protected readonly words = inject(Words);
  protected readonly count = inject<number>(MAT_DIALOG_DATA);
  protected readonly facets = inject(LibraryFacets);
  private readonly dialog = inject<MatDialogRef<TagDialog, readonly string[]>>(MatDialogRef);
  protected readonly tags = signal<readonly string[]>([]);

  protected note(event: Event): void {
    this.tags.set(tagsIn((event.target as HTMLInputElement).value));
  }

  protected done(): void {
    if (this.tags().length > 0) this.dialog.close(this.tags());
  }
}
