import { Component, computed, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { Words } from '../i18n/words';
import { ImageView } from './image-view';
import { type RemovalQuestion, removalWords } from './removal-words';

const PREVIEWS = 4;

@Component({
  selector: 'app-remove-dialog',
  imports: [ImageView, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ said().title }}</h2>
    <mat-dialog-content>
      <p>{{ said().text }}</p>
      <div class="previews">
        @for (image of previews; track image.filename) { <img [appImageView]="image" alt="" /> }
        @if (count > previews.length) { <span class="mono">+{{ count - previews.length }}</span> }
      </div>
      @if (said().typed) {
        <label for="how-many">{{ words.t('remove.type', { count }) }}</label>
        <input id="how-many" inputmode="numeric" autocomplete="off" (input)="note($event)" />
      }
    </mat-dialog-content>
    <mat-dialog-actions>
      <button type="button" class="btn outline safe" [mat-dialog-close]="false">{{ said().keep }}</button>
      <button type="button" class="btn danger" [mat-dialog-close]="true" [disabled]="!sure()">{{ said().go }}</button>
    </mat-dialog-actions>
  `,
  styles: `
    h2::before { display: none; }
    .previews { display: flex; align-items: center; gap: 6px; margin-top: 16px; overflow: hidden; }
    img { width: auto; max-width: 120px; height: 76px; border-radius: var(--r-img); background: var(--mat-sys-surface-container-high); object-fit: cover; }
    label { display: block; margin: 16px 0 6px; color: var(--mat-sys-on-surface); font-size: 13px; }
    input { width: 120px; height: 36px; padding: 0 12px; border: 1px solid var(--mat-sys-outline); border-radius: var(--r-sm); background: var(--mat-sys-surface-container-lowest); color: var(--mat-sys-on-surface); }
    mat-dialog-actions { gap: 8px; }
  `,
})
export class RemoveDialog {
  private readonly question = inject<RemovalQuestion>(MAT_DIALOG_DATA);
  protected readonly words = inject(Words);
  protected readonly said = computed(() => removalWords(this.question, this.words));
  protected readonly count = this.question.count ?? this.question.images.length;
  protected readonly previews = this.question.images.slice(0, PREVIEWS);
  private readonly typed = signal('');
  protected readonly sure = computed(() => !this.said().typed || this.typed().replace(/\D/g, '') === String(this.count));

  protected note(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value);
  }
}
