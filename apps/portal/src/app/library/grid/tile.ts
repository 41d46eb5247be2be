import { Component, computed, effect, inject, input, signal, viewChild } from '@angular/core';
import { Words } from '../../i18n/words';
import { NeedsServer } from '../../api/needs-server';
import { needsServer } from '../../images/deed-needs';
import { ImageView } from '../../images/image-view';
import { imageIdOf } from '../../images/library-image';
import { Icon } from '../../shell/icon';
import { BlurPainter } from '../blur-painter';
import { GridFocus } from '../grid-focus';
import { dateOf } from '../layout/library-index';
import { Selection } from '../selection';
import { colourOf } from '../thumbhash-url';
import { shortPrompt, tileLabel } from '../tile-label';
import { GRID } from './grid-scene';
import type { ImageDeed } from './grid-keys';
import type { PlacedTile } from './grid-view';

/** One image of the grid. What a pointer or the focus brings out is made only then: most tiles are never touched. */
@Component({
  selector: 'app-tile',
  imports: [Icon, ImageView, NeedsServer],
  templateUrl: './tile.html',
  styleUrl: './tile.css',
  host: {
    role: 'gridcell',
    '[style.left.px]': 'placed().left',
    '[style.width.px]': 'placed().width',
    '[attr.data-name]': 'name()',
    '[attr.aria-colindex]': 'column()',
    '[attr.aria-selected]': 'selected()',
    '[attr.aria-label]': 'label()',
    '[attr.tabindex]': 'tabbable() ? 0 : -1',
    '[class.selected]': 'selected()',
    '[class.meant]': 'meant()',
    '[class.hot]': 'hot()',
    '[style.background-color]': 'bare() ? colour() : null',
    '[style.background-image]': 'bare() ? blur() : null',
    '(pointerenter)': 'pointed.set($event.pointerType === "mouse")',
    '(pointerleave)': 'pointed.set(false)',
    '(focusin)': 'focused.set(true); keyboard.active.set(name())',
    '(focusout)': 'focused.set(false)',
  },
})
export class Tile {
  readonly placed = input.required<PlacedTile>();
  readonly column = input.required<number>();

  protected readonly words = inject(Words);
  protected readonly grid = inject(GRID);
  protected readonly selection = inject(Selection);
  protected readonly keyboard = inject(GridFocus);
  private readonly view = viewChild(ImageView);

  protected readonly name = computed(() => this.placed().name);
  protected readonly source = computed(() => this.grid.ref()(this.name()));
  /** Undefined until its details have come. */
  protected readonly image = computed(() => this.grid.detail()(this.name()));
  /** A few words on it, always in sight. */
  protected readonly note = computed(() => this.grid.note()(this.name()));
  protected readonly selected = computed(() => this.selection.names().has(this.name()));
  protected readonly tabbable = computed(() => this.grid.tabbable() === this.placed().tile);
  /** Letting Shift go with a click here would select it. */
  protected readonly meant = computed(() => {
    const [stretch, { tile }] = [this.grid.meant(), this.placed()];
    return stretch !== null && tile >= stretch.from && tile <= stretch.to;
  });
  protected readonly label = computed(() => {
    const { tile } = this.placed();
    const image = this.image() ?? { prompt: '', place: this.source().place };
    const label = tileLabel(tile, this.grid.total(), dateOf(this.grid.index().days[tile] ?? 0), image, this.words);
    return this.note() === null ? label : `${label}. ${this.note()}`;
  });
  protected readonly prompt = computed(() => shortPrompt(this.image()?.prompt ?? ''));
  /** A plain link, so that it opens in another tab too; a router link for each tile would cost every scrolled row. */
  protected readonly address = computed(() => (this.grid.opens() ? `/library/${imageIdOf(this.name())}` : null));

  protected readonly pointed = signal(false);
  protected readonly focused = signal(false);
  /** Tiles that pass below a pointer that lies still are not pointed at. */
  protected readonly hot = computed(() => (this.pointed() && !this.grid.view.moving()) || this.focused());

  /** There is nothing before its ground: the picture has not come. The frame of a selected tile is plain. */
  protected readonly bare = computed(() => !this.selected() && this.view()?.here() !== true);
  private readonly thumbhash = computed(() => this.image()?.thumbhash ?? null);
  protected readonly colour = computed(() => colourOf(this.thumbhash()));
  protected readonly blur = signal<string | null>(null);
  protected readonly failed = computed(() => this.view()?.failed() ?? false);

  constructor() {
    const painter = inject(BlurPainter);
    effect((onCleanup) => {
      const hash = this.thumbhash();
      if (hash !== null && this.bare()) onCleanup(painter.paint(hash, (url) => { this.blur.set(url && `url(${url})`); }));
    });
  }

  protected needs(deed: ImageDeed): boolean {
    return needsServer(deed, [this.source()]);
  }

  protected retry(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    this.view()?.retry();
  }

  /** A click opens; with a selection or with Shift it selects. With Ctrl the browser would open a tab: here it selects. */
  protected open(event: MouseEvent): void {
    if (!this.grid.opens() || this.selection.active() || event.ctrlKey || event.metaKey || event.shiftKey) return this.pick(event);
    event.preventDefault();
    this.grid.open(this.name());
  }

  protected pick(event: MouseEvent): void {
    event.preventDefault();
    event.stopPropagation();
    this.grid.pick(this.name(), event);
  }
}
