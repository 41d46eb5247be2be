import { Component, computed, inject, input, output } from '@angular/core';
import { NeedsServer } from '../../api/needs-server';
import { Words } from '../../i18n/words';
import { BottomBar } from '../../shell/bottom-bar';
import { Icon } from '../../shell/icon';

export type BulkDeed = 'download' | 'copy' | 'favorite' | 'tag' | 'album' | 'take' | 'cover' | 'remove' | 'clear';

/** What can be done with the selected images at once. */
@Component({
  selector: 'app-bulk-bar',
  imports: [Icon, NeedsServer],
  hostDirectives: [BottomBar],
  template: `
    <div role="toolbar" [attr.aria-label]="words.t('select.these')">
      <b role="status">{{ said() }}</b>
      <button type="button" class="btn small" [appNeedsServer]="remote()" (click)="wished.emit('download')"><app-icon name="download" [size]="16" /><span>{{ words.t('image.download') }}</span></button>
      <button type="button" class="btn small wide" (click)="wished.emit('copy')"><app-icon name="copy" [size]="16" /><span>{{ words.n('bulk.copy', count()) }}</span></button>
      @if (organise()) {
        <button type="button" class="btn small icon" [attr.aria-label]="words.t('image.favorite')" [title]="words.t('image.favorite')" appNeedsServer (click)="wished.emit('favorite')"><app-icon name="heart" [size]="16" /></button>
        <button type="button" class="btn small icon wide" [attr.aria-label]="words.t('bulk.tag')" [title]="words.t('bulk.tag')" appNeedsServer (click)="wished.emit('tag')"><app-icon name="tag" [size]="16" /></button>
        <button type="button" class="btn small icon" [attr.aria-label]="words.t('bulk.toAlbum')" [title]="words.t('bulk.toAlbum')" appNeedsServer (click)="wished.emit('album')"><app-icon name="folder-plus" [size]="16" /></button>
        @if (inAlbum()) {
          @if (count() === 1 && hidden() === 0) {
            <button type="button" class="btn small icon" [attr.aria-label]="words.t('albums.asCover')" [title]="words.t('albums.asCover')" appNeedsServer (click)="wished.emit('cover')"><app-icon name="image" [size]="16" /></button>
          }
          <button type="button" class="btn small icon" [attr.aria-label]="words.t('bulk.outOfAlbum')" [title]="words.t('bulk.outOfAlbum')" appNeedsServer (click)="wished.emit('take')"><app-icon name="minus" [size]="16" /></button>
        }
      }
      <button type="button" class="btn small" [appNeedsServer]="remote()" (click)="wished.emit('remove')"><app-icon name="trash-2" [size]="16" /><span>{{ words.t(organise() ? 'remove.toTrash.go' : 'delete') }}</span></button>
      <span class="line"></span>
      <button type="button" class="btn small icon" [attr.aria-label]="words.t('select.clear')" [title]="words.t('select.clear') + ' (Esc)'" (click)="wished.emit('clear')"><app-icon name="x" [size]="16" /></button>
    </div>
  `,
  styleUrl: './bulk-bar.css',
})
export class BulkBar {
  protected readonly words = inject(Words);
  readonly count = input.required<number>();
  /** So many of them the filter hides. */
  readonly hidden = input(0);
  /** There is an account: hearts, tags, albums and a trash. */
  readonly organise = input(true);
  readonly inAlbum = input(false);
  /** Some of them are kept by the server. */
  readonly remote = input(true);
  readonly wished = output<BulkDeed>();

  protected readonly said = computed(() => {
    const count = this.words.number(this.count());
    return this.hidden() > 0 ? this.words.t('bulk.hidden', { hidden: this.words.number(this.hidden()), count }) : this.words.t('select.count', { count });
  });
}
