import { type ConnectedPosition, OverlayModule } from '@angular/cdk/overlay';
import { Component, computed, inject, signal } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { NeedsServer } from '../../api/needs-server';
import { type WordKey, Words } from '../../i18n/words';
import { Albums } from '../../images/albums';
import { LibraryFacets } from '../../images/library-facets';
import type { LibraryFilter } from '../../images/library-filter';
import { LibraryStore } from '../../images/library-store';
import { Icon } from '../../shell/icon';
import type { IconName } from '../../shell/icons';
import { AlbumActions } from './album-actions';
import { DatePanel } from './date-panel';
import { dateLabel, dateSpans } from './date-spans';
import { Finder } from './finder';

type Key = 'shape' | 'model' | 'source' | 'album' | 'tag';

interface Choice {
  readonly value: string;
  readonly label: string;
}

interface Chip {
  readonly key: Key;
  readonly icon: IconName;
  readonly name: string;
  readonly any: string;
  readonly choices: readonly Choice[];
  readonly chosen: string | null;
}

const SHAPES = { square: 'shape.square', landscape: 'shape.landscape', portrait: 'shape.portrait' } as const;
const SOURCES = { generated: 'filter.generated', imported: 'filter.imported' } as const;

const BELOW: ConnectedPosition[] = [{ originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: 4 }];

/** What of the library is shown: a chip for each way to narrow it, and the order. */
@Component({
  selector: 'app-filter-bar',
  imports: [DatePanel, Icon, MatMenuModule, NeedsServer, OverlayModule, RouterLink],
  host: { role: 'group', '[attr.aria-label]': "words.t('filter.bar')" },
  templateUrl: './filter-bar.html',
  styles: `
    :host { display: flex; min-width: 0; flex-wrap: wrap; align-items: center; gap: 8px; }
    .chip { color: inherit; }
    .chip span { overflow: hidden; max-width: 160px; text-overflow: ellipsis; }
    .chip app-icon { color: var(--mat-sys-on-surface-variant); }
    .only { width: 32px; padding: 0; }
    .chip.on { color: var(--mat-sys-on-secondary-container); }
    @media (max-width: 599.98px) {
      :host { overflow-x: auto; flex-wrap: nowrap; padding: 2px 16px; margin: 0 -16px; scrollbar-width: none; }
      .chip { min-height: 36px; flex: none; }
      .only { width: 36px; }
    }
  `,
})
export class FilterBar {
  protected readonly words = inject(Words);
  protected readonly finder = inject(Finder);
  private readonly albums = inject(Albums);
  private readonly facets = inject(LibraryFacets).facets;
  private readonly store = inject(LibraryStore);
  private readonly albumActions = inject(AlbumActions);

  protected readonly below = BELOW;
  /** The panel of the dates is open. */
  protected readonly dating = signal(false);
  protected readonly spans = computed(() => {
    const oldest = this.store.everything().times.at(-1);
    return dateSpans(new Date(), oldest === undefined ? null : new Date(oldest * 1000), this.words);
  });
  protected readonly date = computed(() => dateLabel(this.finder.filter(), this.spans(), this.words));
  protected readonly plain = computed(() => !this.on('from') && !this.on('to'));
  protected readonly chips = computed((): readonly Chip[] => [
    this.chip('shape', 'square', 'filter.shape', 'shape.auto', this.choices(SHAPES)),
    this.chip('model', 'wand-sparkles', 'filter.model', 'filter.anyModel', listed(this.facets()?.models)),
    this.chip('source', 'link', 'filter.source', 'filter.anySource', this.choices(SOURCES)),
    ...(this.facets() === null ? [] : [
      this.chip('album', 'folder', 'filter.album', 'filter.anyAlbum', this.albums.list().map(({ id, name }) => ({ value: id, label: name }))),
      this.chip('tag', 'tag', 'filter.tag', 'filter.anyTag', listed(this.facets()?.tags)),
    ]),
  ]);

  constructor() {
    void this.albums.load();
  }

  protected on(key: keyof LibraryFilter): boolean {
    return this.finder.filter()[key] !== null;
  }

  protected show(days: Pick<LibraryFilter, 'from' | 'to'>): void {
    this.dating.set(false);
    void this.finder.change(days);
  }

  protected choose(key: Key, value: string | null): void {
    void this.finder.change({ [key]: value });
  }

  protected turn(): void {
    void this.finder.change({ order: this.finder.filter().order === 'newest' ? 'oldest' : 'newest' });
  }

  protected opened(key: Key): void {
    if (key === 'album') void this.albums.load();
  }

  protected async create(): Promise<void> {
    const id = await this.albumActions.create();
    if (id !== null) await this.finder.change({ album: id });
  }

  protected async rename(): Promise<void> {
    await this.albumActions.rename(this.finder.filter().album ?? '');
  }

  protected async remove(): Promise<void> {
    if (await this.albumActions.remove(this.finder.filter().album ?? '')) await this.finder.change({ album: null });
  }

  private choices(labels: Readonly<Record<string, WordKey>>): readonly Choice[] {
    return Object.entries(labels).map(([value, label]) => ({ value, label: this.words.t(label) }));
  }

  private chip(key: Key, icon: IconName, name: WordKey, any: WordKey, choices: readonly Choice[]): Chip {
    const value = this.finder.filter()[key];
    return { key, icon, name: this.words.t(name), any: this.words.t(any), choices, chosen: value === null ? null : choices.find((choice) => choice.value === value)?.label ?? value };
  }
}

function listed(values: readonly string[] | undefined): readonly Choice[] {
  return (values ?? []).map((value) => ({ value, label: value }));
}
