import { Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { ImageView } from './image-view';
import type { LibraryImage } from './library-image';

const PREVIEWS = 4;

@Component({
  selector: 'app-remove-dialog',
  imports: [ImageView, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ one ? 'Delete this image for good?' : 'Delete ' + images.length + ' images for good?' }}</h2>
    <mat-dialog-content>
      <p>This cannot be undone.</p>
      <div class="previews">
        @for (image of previews; track image.filename) {
          <img [appImageView]="image" alt="" [style.aspect-ratio]="image.width / image.height" />
        }
        @if (images.length > previews.length) { <span class="mono">+{{ images.length - previews.length }}</span> }
      </div>
    </mat-dialog-content>
    <mat-dialog-actions>
      <button type="button" class="btn outline safe" [mat-dialog-close]="false">{{ one ? 'Keep image' : 'Keep images' }}</button>
      <button type="button" class="btn danger" [mat-dialog-close]="true">Delete</button>
    </mat-dialog-actions>
  `,
  styles: `
    h2::before { display: none; }
    .previews { display: flex; align-items: center; gap: 6px; margin-top: 16px; overflow: hidden; }
    img { height: 76px; max-width: 200px; border-radius: var(--r-img); background: var(--mat-sys-surface-container-high); object-fit: cover; }
    mat-dialog-actions { gap: 8px; }
  `,
})
export class RemoveDialog {
  protected readonly images = inject<readonly LibraryImage[]>(MAT_DIALOG_DATA);
  protected readonly one = this.images.length === 1;
  protected readonly previews = this.images.slice(0, PREVIEWS);
}
