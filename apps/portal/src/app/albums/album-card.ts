import type { Album } from '@vitrine/contracts';
import { Component, computed, ElementRef, inject, input, output, viewChild } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { NeedsServer } from '../api/needs-server';
import { Words } from '../i18n/words';
import { ImageView } from '../images/image-view';
import { refOf } from '../images/library-image';
import { Icon } from '../shell/icon';

/** An album as it lies on the table: its cover, what it is called, how much is in it. */
@Component({
  selector: 'app-album-card',
  imports: [Icon, ImageView, MatMenuModule, NeedsServer, RouterLink],
  template: `
    <a routerLink="/library" [queryParams]="{ album: album().id }" #link>
      <span class="cover">
        @if (cover(); as image) {
          <img [appImageView]="image" alt="" loading="lazy" #view="appImageView" />
          @if (view.failed()) { <app-icon name="images" [size]="32" /> }
        } @else { <app-icon name="images" [size]="32" /> }
      </span>
      <span class="name">{{ album().name }}</span>&ngsp;
      <span class="mono muted">{{ n('albums.images', album().images) }}</span>
    </a>
    <button type="button" class="btn small icon" [matMenuTriggerFor]="menu" [attr.aria-label]="t('albums.more', { name: album().name })"><app-icon name="ellipsis" /></button>
    <mat-menu #menu="matMenu" xPosition="before">
      <button mat-menu-item appNeedsServer (click)="renamed.emit()"><app-icon matMenuItemIcon name="pencil" />{{ t('album.rename') }}</button>
      <button mat-menu-item appNeedsServer (click)="removed.emit()"><app-icon matMenuItemIcon name="trash-2" />{{ t('album.delete') }}</button>
    </mat-menu>
  `,
  styleUrl: './album-card.css',
})
export class AlbumCard {
  readonly album = input.required<Album>();
  readonly renamed = output();
  readonly removed = output();
  protected readonly t = inject(Words).t;
  protected readonly n = inject(Words).n;
  protected readonly cover = computed(() => {
    const { cover } = this.album();
    return cover === null ? null : refOf(cover);
  });
  private readonly link = viewChild.required<ElementRef<HTMLElement>>('link');

  focus(): void {
    this.link().nativeElement.focus();
  }
}
