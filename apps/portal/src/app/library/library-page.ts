import { Component, computed, DestroyRef, effect, inject, signal, untracked, viewChild } from '@angular/core';
import { Router, RouterLink, RouterOutlet } from '@angular/router';
import { Connection } from '../api/connection';
import { Session } from '../auth/session';
import { Words } from '../i18n/words';
import { Albums } from '../images/albums';
import { Arrivals } from '../images/arrivals';
import { LibraryFacets } from '../images/library-facets';
import { EVERYTHING } from '../images/library-filter';
import { imageIdOf } from '../images/library-image';
import { LibraryStore } from '../images/library-store';
import { followLibrary } from '../live/follow-library';
import { AccountLink } from '../shell/account-link';
import { BottomBar } from '../shell/bottom-bar';
import { Icon } from '../shell/icon';
import { BulkBar } from './bulk/bulk-bar';
import { BulkDeeds } from './bulk/bulk-deeds';
import { FilterBar } from './filters/filter-bar';
import { Finder } from './filters/finder';
import { SearchField } from './filters/search-field';
import type { TileDeed } from './grid/tile-deed';
import { LibraryGrid } from './grid/library-grid';
import { GridFocus } from './grid-focus';
import { indexOf } from './layout/library-index';
import { LibraryDeeds } from './library-deeds';
import { libraryKey, type LibraryWish } from './library-keys';
import { fileSize } from './lightbox/file-size';
import { Selection } from './selection';
import { ROW_HEIGHT_MAX, ROW_HEIGHT_MIN, ViewSettings } from './view-settings';

/** Placeholders appear only when loading takes long enough to be noticed. */
const PATIENCE_MS = 150;

@Component({
  selector: 'app-library-page',
  imports: [AccountLink, BottomBar, BulkBar, FilterBar, Icon, LibraryGrid, RouterLink, RouterOutlet, SearchField],
  providers: [BulkDeeds, Finder, GridFocus, LibraryDeeds, Selection, ViewSettings],
  templateUrl: './library-page.html',
  styleUrl: './library-page.css',
  host: { '(document:keydown)': 'typed($event)' },
})
export class LibraryPage {
  protected readonly words = inject(Words);
  protected readonly library = inject(LibraryStore);
  protected readonly session = inject(Session);
  protected readonly connection = inject(Connection);
  protected readonly arrivals = inject(Arrivals);
  protected readonly finder = inject(Finder);
  protected readonly selection = inject(Selection);
  protected readonly settings = inject(ViewSettings);
  protected readonly deeds = inject(LibraryDeeds);
  protected readonly bulk = inject(BulkDeeds);
  private readonly albums = inject(Albums);
  private readonly facets = inject(LibraryFacets);
  private readonly router = inject(Router);
  private readonly grid = viewChild(LibraryGrid);
  private readonly search = viewChild(SearchField);

  protected readonly sizes = { min: ROW_HEIGHT_MIN, max: ROW_HEIGHT_MAX };
  /** An image is open before everything: what lies behind takes no part. */
  protected readonly looking = signal(false);
  /** The one that is looked through, as far as it is known. */
  protected readonly album = computed(() => this.albums.named(this.finder.filter().album ?? ''));
  protected readonly patient = signal(true);
  protected readonly index = computed(() => indexOf(this.library.view()));
  protected readonly shown = computed(() => this.library.view().names.length);
  protected readonly detail = (name: string) => this.library.detail(name);
  protected readonly ref = (name: string) => this.library.ref(name);
  protected readonly tileDeeds = computed((): readonly TileDeed[] => [
    ...(this.session.owner() ? [{ deed: 'favorite', icon: 'heart', label: this.words.t('image.favorite'), key: '' } as const] : []),
    { deed: 'copy', icon: 'copy', label: this.words.t('image.copyPrompt'), key: ' (C)' },
    { deed: 'download', icon: 'download', label: this.words.t('image.download'), key: ' (D)' },
  ]);
  protected readonly bytes = computed(() => {
    const bytes = this.facets.facets()?.bytes;
    return bytes ? fileSize(bytes, this.words.locale()) : null;
  });
  /** "1,284 images", or how many of them are left. */
  protected readonly counted = computed(() => {
    const total = this.library.total() ?? 0;
    return this.finder.narrowed() ? this.words.n('library.narrowed', total, { shown: this.words.number(this.shown()) }) : this.words.n('composer.images', total);
  });
  protected readonly remote = computed(() => [...this.selection.names()].some((name) => this.library.ref(name).place === 'library'));
  protected readonly hidden = computed(() => [...this.selection.names()].filter((name) => !this.library.places().has(name)).length);

  constructor() {
    this.library.open();
    followLibrary();
    effect(() => { this.library.everything(); untracked(() => { this.facets.refresh(); }); });
    effect(() => {
      const { names } = this.library.everything();
      if (this.selection.active() && this.library.state() === 'ready') untracked(() => { this.selection.keep(new Set(names)); });
    });
    effect(() => {
      // The album that is shown may not be loaded yet, and what comes or goes changes its count.
      this.library.everything();
      this.session.status();
      if (this.finder.filter().album !== null && this.session.owner() !== null && this.connection.reachable()) untracked(() => void this.albums.load());
    });
    effect(() => { this.arrivals.holding.set((this.grid()?.view.scrollTop() ?? 0) > 0 && this.library.filter().order === 'newest'); });
    effect(() => { this.library.filter(); untracked(() => { this.grid()?.view.scrollTo(0); }); });
    effect((onCleanup) => {
      if (this.library.state() !== 'loading') return this.patient.set(true);
      const timer = setTimeout(() => { this.patient.set(false); }, PATIENCE_MS);
      onCleanup(() => { clearTimeout(timer); });
    });
    inject(DestroyRef).onDestroy(() => {
      this.arrivals.holding.set(false);
      this.library.filter.set(EVERYTHING);
    });
  }

  protected open(name: string): void {
    void this.router.navigate(['/library', imageIdOf(name)], { queryParamsHandling: 'preserve', state: { fromGrid: true } });
  }

  protected look(names: readonly string[]): void {
    untracked(() => { this.library.look(names); });
  }

  protected showNew(): void {
    this.arrivals.admit();
    this.grid()?.view.scrollTo(0);
  }

  protected resize(event: Event): void {
    this.settings.rowHeight.set((event.target as HTMLInputElement).valueAsNumber);
  }

  protected typed(event: KeyboardEvent): void {
    const wish = this.looking() ? null : libraryKey(event, this.settings.letters());
    if (wish === null) return;
    event.preventDefault();
    const earlier = this.library.filter().order === 'newest' ? 1 : -1;
    const ways: Record<LibraryWish, () => void> = {
      search: () => this.search()?.focus(),
      all: () => { this.selection.toggleAll(this.library.view().names); },
      clear: () => { this.selection.clear(); },
      earlier: () => this.grid()?.scrubber()?.step(earlier),
      later: () => this.grid()?.scrubber()?.step(-earlier),
      larger: () => { this.settings.resize(1); },
      smaller: () => { this.settings.resize(-1); },
      usual: () => { this.settings.resize(0); },
    };
    ways[wish]();
  }
}
