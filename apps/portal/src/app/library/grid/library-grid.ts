import {
  afterNextRender, Component, computed, DestroyRef, effect, ElementRef, inject, input, output, signal, viewChild, viewChildren,
} from '@angular/core';
import { Router } from '@angular/router';
import { ImageActions } from '../../images/image-actions';
import { imageIdOf, type LibraryImage } from '../../images/library-image';
import { dayLabel } from '../day-label';
import { GridFocus } from '../grid-focus';
import { walk } from '../layout/grid-walk';
import { dateOf, type LibraryIndex } from '../layout/library-index';
import { Selection } from '../selection';
import { tileLabel } from '../tile-label';
import { ViewSettings } from '../view-settings';
import { followFocus, goWhereWanted, holdStill } from './grid-behaviour';
import { gridKey, type GridWish, type ImageDeed } from './grid-keys';
import { GridView, type ShownRow } from './grid-view';
import { Tile } from './tile';

/** The library as a wall of rows. Only what is near the view is in the document; the whole of it has its exact height. */
@Component({
  selector: 'app-library-grid',
  imports: [Tile],
  templateUrl: './library-grid.html',
  styleUrl: './library-grid.css',
})
export class LibraryGrid {
  readonly index = input.required<LibraryIndex>();
  readonly detail = input.required<(name: string) => LibraryImage | undefined>();
  readonly total = input.required<number | null>();
  /** Everything there is, is in the index. */
  readonly complete = input(true);
  readonly endNear = output();

  protected readonly selection = inject(Selection);
  protected readonly actions = inject(ImageActions);
  protected readonly keyboard = inject(GridFocus);
  private readonly settings = inject(ViewSettings);
  private readonly router = inject(Router);
  private readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');
  private readonly wall = viewChild.required<ElementRef<HTMLElement>>('wall');
  private readonly tiles = viewChildren(Tile);

  /** The focus is somewhere in the grid. */
  protected readonly inside = signal(false);
  private readonly places = computed(() => new Map(this.index().names.map((name, at) => [name, at])));
  private readonly activePlace = computed(() => this.places().get(this.keyboard.active() ?? '') ?? null);
  protected readonly view = new GridView({
    index: this.index,
    rowHeight: this.settings.rowHeight,
    square: this.settings.square,
    pinned: computed(() => (this.inside() || this.keyboard.wanted() !== null ? this.activePlace() : null)),
  });
  /** The one tile Tab leads to: where the keyboard was, or else the first in sight. */
  protected readonly tabbable = computed(() => {
    const active = this.activePlace();
    const rows = this.view.rows();
    if (active !== null && rows.some(({ tiles }) => tiles.some(({ tile }) => tile === active))) return active;
    return rows.find(({ row, heading }) => row >= this.view.firstSeen() && !heading)?.first ?? null;
  });
  protected readonly rowCount = computed(() => (this.complete() ? this.view.layout().rows : -1));

  constructor() {
    const destroyed = inject(DestroyRef);
    afterNextRender({ read: () => { destroyed.onDestroy(this.view.attach(this.scroller().nativeElement, this.wall().nativeElement)); } });
    effect(() => { if (this.view.nearEnd() && this.index().names.length > 0) this.endNear.emit(); });
    holdStill(this.view, this.index);
    followFocus(this.keyboard, this.index, this.inside);
    goWhereWanted({ keyboard: this.keyboard, view: this.view, places: this.places, tiles: this.tiles });
  }

  protected label(name: string, place: number): string {
    return tileLabel(place, this.total(), dateOf(this.index().days[place] ?? 0), this.detail()(name));
  }

  protected heading(row: ShownRow): { readonly text: string; readonly count: number | null } {
    const { days, names } = this.index();
    let end = row.first;
    while (end < names.length && days[end] === days[row.first]) end++;
    return {
      text: dayLabel(days[row.first] ?? 0, new Date(), this.view.narrow()),
      count: end < names.length || this.complete() ? end - row.first : null,
    };
  }

  protected open(name: string): void {
    void this.router.navigate(['/library', imageIdOf(name)], { state: { fromGrid: true } });
  }

  protected pick(name: string, event: MouseEvent): void {
    this.keyboard.active.set(name);
    if (event.shiftKey) this.selection.extendTo(name, this.index().names);
    else this.selection.toggle(name);
  }

  protected typed(event: KeyboardEvent): void {
    const name = this.index().names[this.tabbable() ?? -1];
    const wish = gridKey(event);
    if (wish === null || name === undefined || !(event.target as HTMLElement).matches('[role=gridcell]')) return;
    event.preventDefault();
    this.fulfil(wish, name);
  }

  private fulfil(wish: GridWish, name: string): void {
    switch (wish.kind) {
      case 'walk': return this.step(wish.step, wish.extend);
      case 'open': return this.open(name);
      case 'select': return this.selection.toggle(name);
      case 'select-all': return this.selection.toggleAll(this.index().names);
      case 'clear': return this.selection.clear();
      default: return void this.act(wish.kind, name);
    }
  }

  /** On the selection, or, when nothing is selected, on the image the keyboard is at. */
  private async act(deed: ImageDeed, name: string): Promise<void> {
    const here = this.detail()(name);
    if (!here) return;
    switch (deed) {
      case 'copy': return this.actions.copyPrompts(this.meant(here));
      case 'use': return this.actions.usePrompt(here);
      case 'download': return this.actions.download(here);
      // What was kept, or came back because it could not be deleted, has the focus again.
      case 'remove': if (!await this.actions.remove(this.meant(here))) this.keyboard.goTo(name);
    }
  }

  private meant(here: LibraryImage): readonly LibraryImage[] {
    if (!this.selection.active()) return [here];
    const chosen = this.index().names.filter((name) => this.selection.names().has(name));
    return chosen.map(this.detail()).filter((image) => image !== undefined);
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
