import {
  afterNextRender, Component, computed, DestroyRef, effect, ElementRef, forwardRef, inject, input, output, signal, viewChild,
} from '@angular/core';
import type { ImageRef, LibraryImage } from '../../images/library-image';
import { Words } from '../../i18n/words';
import { GridFocus } from '../grid-focus';
import { walk } from '../layout/grid-walk';
import type { LibraryIndex } from '../layout/library-index';
import { Scrubber } from '../scrubber/scrubber';
import { Selection } from '../selection';
import { ViewSettings } from '../view-settings';
import { endOfDay } from './day-heading';
import { followFocus, goWhereWanted, holdStill, keepFocus } from './grid-behaviour';
import { gridKey, type GridWish, type ImageDeed } from './grid-keys';
import { GridRow } from './grid-row';
import { GRID, type GridScene } from './grid-scene';
import { GridView } from './grid-view';
import { nameAt, rangePreview } from './range-preview';
import type { TileDeed } from './tile-deed';
import { touchSelect } from './touch-select';

const NOTHING = () => null;

/** Images as a wall of rows. Only what is near the view is in the document; the whole of it has its exact height. */
@Component({
  selector: 'app-library-grid',
  imports: [GridRow, Scrubber],
  providers: [{ provide: GRID, useExisting: forwardRef(() => LibraryGrid) }],
  templateUrl: './library-grid.html',
  styleUrl: './library-grid.css',
})
export class LibraryGrid implements GridScene {
  readonly index = input.required<LibraryIndex>();
  /** Undefined as long as nothing but its place is known. */
  readonly detail = input.required<(name: string) => LibraryImage | undefined>();
  readonly ref = input.required<(name: string) => ImageRef>();
  readonly total = input.required<number | null>();
  /** The library's own, unless it is told. */
  readonly name = input('');
  readonly deeds = input<readonly TileDeed[]>([]);
  readonly note = input<(name: string) => string | null>(NOTHING);
  readonly opens = input(true);
  /** Everything there is, is in the index. */
  readonly complete = input(true);
  readonly scrubbed = input(false);
  readonly opened = output<string>();
  readonly acted = output<{ readonly deed: ImageDeed; readonly name: string }>();
  readonly endNear = output();
  /** These are drawn now. */
  readonly seen = output<readonly string[]>();

  protected readonly words = inject(Words);
  private readonly selection = inject(Selection);
  private readonly keyboard = inject(GridFocus);
  private readonly settings = inject(ViewSettings);
  private readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');
  private readonly wall = viewChild.required<ElementRef<HTMLElement>>('wall');
  readonly scrubber = viewChild(Scrubber);

  /** The focus is somewhere in the grid. */
  protected readonly inside = signal(false);
  private readonly places = computed(() => new Map(this.index().names.map((name, at) => [name, at])));
  private readonly activePlace = computed(() => this.places().get(this.keyboard.active() ?? '') ?? null);
  readonly view = new GridView({
    index: this.index,
    rowHeight: this.settings.rowHeight,
    square: this.settings.square,
    pinned: computed(() => (this.inside() || this.keyboard.wanted() !== null ? this.activePlace() : null)),
  });
  /** The one tile Tab leads to: where the keyboard was, or else the first in sight. */
  readonly tabbable = computed((): number | null => {
    const active = this.activePlace();
    const rows = this.view.rows();
    if (active !== null && rows.some(({ tiles }) => tiles.some(({ tile }) => tile === active))) return active;
    return rows.find(({ row, heading }) => row >= this.view.firstSeen() && !heading)?.first ?? null;
  });
  protected readonly rowCount = computed(() => (this.complete() ? this.view.layout().rows : -1));
  protected readonly preview = rangePreview(this.selection, this.places);
  readonly meant = this.preview.stretch;

  /** The focus leaves the wall. */
  protected readonly leave = keepFocus(this.inside, { keyboard: this.keyboard, view: this.view, wall: this.wall });

  constructor() {
    const destroyed = inject(DestroyRef);
    const touch = touchSelect({
      began: (name) => { this.keyboard.active.set(name); this.selection.toggle(name); },
      reached: (name) => { this.selection.extendTo(name, this.index().names); },
    });
    afterNextRender({ read: () => {
      destroyed.onDestroy(this.view.attach(this.scroller().nativeElement, this.wall().nativeElement));
      touch(this.wall().nativeElement);
    } });
    effect(() => { if (this.view.nearEnd() && this.index().names.length > 0) this.endNear.emit(); });
    effect(() => { this.seen.emit(this.view.rows().flatMap(({ tiles }) => tiles.map(({ name }) => name))); });
    holdStill(this.view, this.index);
    followFocus(this.keyboard, this.index, this.inside);
    goWhereWanted({ keyboard: this.keyboard, view: this.view, places: this.places, wall: this.wall });
  }

  open(name: string): void {
    this.opened.emit(name);
  }

  act(deed: ImageDeed, name: string): void {
    this.acted.emit({ deed, name });
  }

  protected point(event: Event): void {
    if (this.selection.active()) this.preview.pointed.set(nameAt(event.target));
  }

  pick(name: string, event: MouseEvent): void {
    this.keyboard.active.set(name);
    if (event.shiftKey) this.selection.extendTo(name, this.index().names);
    else this.selection.toggle(name);
  }

  pickDay(first: number): void {
    const { names } = this.index();
    this.selection.toggleAll(names.slice(first, endOfDay(this.index(), first)));
  }

  protected typed(event: KeyboardEvent): void {
    const name = this.index().names[this.tabbable() ?? -1];
    const wish = gridKey(event, this.settings.letters());
    if (wish === null || name === undefined || !(event.target as HTMLElement).matches('[role=gridcell]')) return;
    if (wish.kind === 'clear' && !this.selection.active()) return;
    event.preventDefault();
    this.fulfil(wish, name);
  }

  private fulfil(wish: GridWish, name: string): void {
    switch (wish.kind) {
      case 'walk': return this.step(wish.step, wish.extend);
      case 'open': return this.opens() ? this.opened.emit(name) : this.selection.toggle(name);
      case 'select': return this.selection.toggle(name);
      case 'clear': return this.selection.clear();
      default: return this.acted.emit({ deed: wish.kind, name });
    }
  }

  private step(step: Parameters<typeof walk>[2], extend: boolean): void {
    const from = this.tabbable() ?? 0;
    const { names } = this.index();
    const [before, after] = [names[from], names[walk(this.view.layout(), from, step, this.view.screen())]];
    if (before === undefined || after === undefined) return;
    if (extend && !this.selection.active()) this.selection.toggle(before);
    if (extend) this.selection.extendTo(after, names);
    this.keyboard.goTo(after);
  }
}
