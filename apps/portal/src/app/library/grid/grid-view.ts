import { computed, type Signal, signal } from '@angular/core';
import { EMPTY_INDEX, type LibraryIndex } from '../layout/library-index';
import { type GridLayout, type GridShape, isHeading, layoutOf, rowOf, tilesOf } from '../layout/grid-layout';
import { rowsBetween, type RowSpan, targetFor, windowOf } from '../layout/grid-window';

/** Tiles in the document at any time, on any screen. */
const TILES_MAX = 400;
/** Half of that may fill one screen, so that there is always something around it. */
const TILES_PER_SCREEN = 200;
const NARROW = 600;
/** The focus ring and the bar of the selection have their place below a row that was scrolled to. */
const CLEARANCE = 16;
/** Scrolling has come to rest when nothing moved for so long. */
const REST_MS = 120;

export interface ViewWish {
  readonly index: Signal<LibraryIndex>;
  readonly rowHeight: Signal<number>;
  readonly square: Signal<boolean>;
  /** The place of the tile that must not leave the document. */
  readonly pinned: Signal<number | null>;
}

export interface PlacedTile {
  readonly tile: number;
  readonly left: number;
  readonly width: number;
  readonly name: string;
}

export interface ShownRow {
  readonly row: number;
  readonly top: number;
  readonly height: number;
  readonly heading: boolean;
  /** The first tile of the row, or, for a heading, of its day. */
  readonly first: number;
  readonly tiles: readonly PlacedTile[];
}

/** What of the library is drawn: from the size of the view, how far it is scrolled, and the index. */
export class GridView {
  readonly width = signal(0);
  readonly screen = signal(0);
  readonly scrollTop = signal(0);
  /** The wall is being scrolled. */
  readonly moving = signal(false);
  readonly narrow = computed(() => this.width() > 0 && this.width() < NARROW);

  private readonly shape = computed((): GridShape => ({
    width: this.width(),
    target: targetFor(this.narrow() ? this.wish.rowHeight() * 0.6 : this.wish.rowHeight(), this.width(), this.screen(), TILES_PER_SCREEN),
    gap: this.narrow() ? 4 : 6,
    heading: this.narrow() ? 40 : 44,
    square: this.wish.square(),
  }));
  readonly layout = computed((): GridLayout => layoutOf(this.width() > 0 ? this.wish.index() : EMPTY_INDEX, this.shape()));
  readonly span = computed((): RowSpan => {
    const [top, screen] = [this.scrollTop(), this.screen()];
    return windowOf(this.layout(), top, top + screen, this.arriving() ? 0 : screen, TILES_MAX);
  }, { equal: (a, b) => a.from === b.from && a.to === b.to });
  /** The first row of which something is seen. */
  readonly firstSeen = computed(() => rowsBetween(this.layout(), this.scrollTop() + 1, this.scrollTop() + 2).from);
  readonly rows = computed((): readonly ShownRow[] => {
    const layout = this.layout();
    const { from, to } = this.span();
    const pinned = this.wish.pinned();
    const extra = pinned === null ? null : rowOf(layout, pinned);
    const rows = Array.from({ length: to - from }, (_, at) => from + at);
    if (extra !== null && extra < from) rows.unshift(extra);
    if (extra !== null && extra >= to && extra < layout.rows) rows.push(extra);
    return this.placed(layout, rows);
  });
  /** Rows that stay while others come are the same objects: nothing of them is drawn again. */
  private kept: { readonly layout: GridLayout; readonly rows: ReadonlyMap<number, ShownRow> } | null = null;
  /** The end of what is laid out is less than a screen away. */
  readonly nearEnd = computed(() => this.layout().rows > 0 && this.scrollTop() + 2.5 * this.screen() >= this.layout().height);

  /** Far from where it was: what is seen is drawn first, and what is around it after that. */
  private readonly arriving = signal(false);
  private scroller: HTMLElement | null = null;

  constructor(private readonly wish: ViewWish) {}

  /** Follows the size and the scrolling of these; returns how to stop. */
  attach(scroller: HTMLElement, wall: HTMLElement): () => void {
    this.scroller = scroller;
    const sizes = new ResizeObserver(() => {
      this.width.set(wall.clientWidth);
      this.screen.set(scroller.clientHeight);
    });
    sizes.observe(scroller);
    sizes.observe(wall);
    let rest: ReturnType<typeof setTimeout> | undefined;
    scroller.addEventListener('scroll', () => {
      this.moveTo(scroller.scrollTop);
      this.moving.set(true);
      clearTimeout(rest);
      rest = setTimeout(() => { this.moving.set(false); }, REST_MS);
    }, { passive: true });
    return () => { sizes.disconnect(); clearTimeout(rest); };
  }

  scrollTo(top: number): void {
    if (this.scroller === null) return;
    this.scroller.scrollTop = top;
    this.moveTo(this.scroller.scrollTop);
  }

  /** Scrolls no further than needed to have the whole row of that tile in sight. */
  reveal(tile: number): void {
    const layout = this.layout();
    const row = rowOf(layout, tile);
    const [top, height] = [layout.tops[row] ?? 0, layout.heights[row] ?? 0];
    if (top < this.scrollTop()) this.scrollTo(top - this.shape().heading);
    else if (top + height > this.scrollTop() + this.screen()) this.scrollTo(top + height + CLEARANCE - this.screen());
  }

  private moveTo(top: number): void {
    if (Math.abs(top - this.scrollTop()) > this.screen() && !this.arriving()) {
      this.arriving.set(true);
      requestAnimationFrame(() => setTimeout(() => { this.arriving.set(false); }));
    }
    this.scrollTop.set(top);
  }

  private placed(layout: GridLayout, rows: readonly number[]): readonly ShownRow[] {
    const before = this.kept?.layout === layout ? this.kept.rows : null;
    const placed = rows.map((row) => before?.get(row) ?? this.place(layout, row));
    this.kept = { layout, rows: new Map(placed.map((one) => [one.row, one])) };
    return placed;
  }

  private place(layout: GridLayout, row: number): ShownRow {
    const { names } = this.wish.index();
    return {
      row,
      top: layout.tops[row] ?? 0,
      height: layout.heights[row] ?? 0,
      heading: isHeading(layout, row),
      first: layout.firsts[row] ?? 0,
      tiles: tilesOf(layout, row).map((placed) => ({ ...placed, name: names[placed.tile] ?? '' })),
    };
  }
}
