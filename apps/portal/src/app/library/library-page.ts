import { DecimalPipe } from '@angular/common';
import { Component, computed, effect, inject, signal } from '@angular/core';
import { RouterLink, RouterOutlet } from '@angular/router';
import { Session } from '../auth/session';
import { ImageActions } from '../images/image-actions';
import { LibraryStore } from '../images/library-store';
import { Icon } from '../shell/icon';
import { BulkBar } from './bulk-bar';
import { LibraryGrid } from './grid/library-grid';
import { GridFocus } from './grid-focus';
import { indexOf } from './layout/library-index';
import { Selection } from './selection';
import { ROW_HEIGHT_MAX, ROW_HEIGHT_MIN, ViewSettings } from './view-settings';

/** Placeholders appear only when loading takes long enough to be noticed. */
const PATIENCE_MS = 150;

@Component({
  selector: 'app-library-page',
  imports: [BulkBar, DecimalPipe, Icon, LibraryGrid, RouterLink, RouterOutlet],
  providers: [GridFocus, Selection, ViewSettings],
  templateUrl: './library-page.html',
  styleUrl: './library-page.css',
})
export class LibraryPage {
  protected readonly library = inject(LibraryStore);
  protected readonly session = inject(Session);
  protected readonly selection = inject(Selection);
  protected readonly settings = inject(ViewSettings);
  private readonly actions = inject(ImageActions);

  protected readonly sizes = { min: ROW_HEIGHT_MIN, max: ROW_HEIGHT_MAX };
  /** An image is open before everything: what lies behind takes no part. */
  protected readonly looking = signal(false);
  protected readonly patient = signal(true);
  protected readonly index = computed(() => indexOf(this.library.images()));
  private readonly byName = computed(() => new Map(this.library.images().map((image) => [image.filename, image])));
  protected readonly detail = computed(() => {
    const images = this.byName();
    return (name: string) => images.get(name);
  });
  protected readonly chosen = computed(() => this.library.images().filter(({ filename }) => this.selection.names().has(filename)));

  constructor() {
    this.library.open();
    effect(() => { this.selection.keep(new Set(this.byName().keys())); });
    effect((onCleanup) => {
      if (this.library.state() !== 'loading') return this.patient.set(true);
      const timer = setTimeout(() => { this.patient.set(false); }, PATIENCE_MS);
      onCleanup(() => { clearTimeout(timer); });
    });
  }

  protected loadMore(): void {
    if (this.library.canLoadMore()) void this.library.more();
  }

  protected async removeChosen(): Promise<void> {
    await this.actions.remove(this.chosen());
  }

  protected async copyChosen(): Promise<void> {
    await this.actions.copyPrompts(this.chosen());
  }

  protected resize(event: Event): void {
    this.settings.rowHeight.set((event.target as HTMLInputElement).valueAsNumber);
  }
}
