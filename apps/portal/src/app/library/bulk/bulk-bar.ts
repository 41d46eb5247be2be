import { Component, input, output } from '@angular/core';
import { Icon } from '../../shell/icon';

export type BulkDeed = 'download' | 'copy' | 'favorite' | 'tag' | 'album' | 'take' | 'remove' | 'clear';

/** What can be done with the selected images at once. */
@Component({
  selector: 'app-bulk-bar',
  imports: [Icon],
  template: `
    <div role="toolbar" aria-label="Selected images">
      <b role="status">{{ hidden() > 0 ? hidden() + ' of ' + count() + ' selected are hidden' : count() + ' selected' }}</b>
      <button type="button" class="btn small" (click)="wished.emit('download')"><app-icon name="download" [size]="16" /><span>Download</span></button>
      <button type="button" class="btn small wide" (click)="wished.emit('copy')"><app-icon name="copy" [size]="16" /><span>{{ count() === 1 ? 'Copy prompt' : 'Copy prompts' }}</span></button>
      @if (organise()) {
        <button type="button" class="btn small icon" aria-label="Favourite" title="Favourite" (click)="wished.emit('favorite')"><app-icon name="heart" [size]="16" /></button>
        <button type="button" class="btn small icon wide" aria-label="Tag" title="Tag" (click)="wished.emit('tag')"><app-icon name="tag" [size]="16" /></button>
        <button type="button" class="btn small icon" aria-label="Add to album" title="Add to album" (click)="wished.emit('album')"><app-icon name="folder-plus" [size]="16" /></button>
        @if (inAlbum()) {
          <button type="button" class="btn small icon" aria-label="Take out of this album" title="Take out of this album" (click)="wished.emit('take')"><app-icon name="minus" [size]="16" /></button>
        }
      }
      <button type="button" class="btn small" (click)="wished.emit('remove')"><app-icon name="trash-2" [size]="16" /><span>{{ organise() ? 'Move to trash' : 'Delete' }}</span></button>
      <span class="line"></span>
      <button type="button" class="btn small icon" aria-label="Clear the selection" title="Clear the selection (Esc)" (click)="wished.emit('clear')"><app-icon name="x" [size]="16" /></button>
    </div>
  `,
  styleUrl: './bulk-bar.css',
})
export class BulkBar {
  readonly count = input.required<number>();
  /** So many of them the filter hides. */
  readonly hidden = input(0);
  /** There is an account: hearts, tags, albums and a trash. */
  readonly organise = input(true);
  readonly inAlbum = input(false);
  readonly wished = output<BulkDeed>();
}
