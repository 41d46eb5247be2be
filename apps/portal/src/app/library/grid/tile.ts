import { Component, computed, ElementRef, inject, input, output, signal, viewChild } from '@angular/core';
import { Words } from '../../i18n/words';
import { ImageView } from '../../images/image-view';
import { imageIdOf, type ImageRef, type LibraryImage } from '../../images/library-image';
import { Icon } from '../../shell/icon';
import type { IconName } from '../../shell/icons';
import { thumbhashUrl } from '../thumbhash-url';
import { shortPrompt } from '../tile-label';
import type { ImageDeed } from './grid-keys';

/** A button a tile shows while it is pointed at. */
export interface TileDeed {
  readonly deed: ImageDeed;
  readonly icon: IconName;
  readonly label: string;
  /** " (C)", for the tooltip; or nothing. */
  readonly key: string;
}

/** One image of the grid. What a pointer or the focus brings out is made only then: most tiles are never touched. */
@Component({
  selector: 'app-tile',
  imports: [Icon, ImageView],
  templateUrl: './tile.html',
  styleUrl: './tile.css',
  host: {
    role: 'gridcell',
    '[attr.data-name]': 'source().filename',
    '[attr.aria-selected]': 'selected()',
    '[attr.aria-label]': 'label()',
    '[class.selected]': 'selected()',
    '[class.meant]': 'meant()',
    '[class.hot]': 'hot()',
    // The frame of a selected tile is plain.
    '[style.background-image]': 'selected() ? null : placeholder()',
    '(pointerenter)': 'pointed.set($event.pointerType === "mouse")',
    '(pointerleave)': 'pointed.set(false)',
    '(focusin)': 'focused.set(true)',
    '(focusout)': 'focused.set(false)',
  },
})
export class Tile {
  readonly source = input.required<ImageRef>();
  /** Undefined until its details have come. */
  readonly image = input.required<LibraryImage | undefined>();
  readonly label = input.required<string>();
  readonly deeds = input<readonly TileDeed[]>([]);
  /** A few words on it, always in sight. */
  readonly note = input<string | null>(null);
  /** It opens before everything; otherwise a click selects. */
  readonly opens = input(true);
  readonly selected = input(false);
  /** Letting Shift go with a click here would select it. */
  readonly meant = input(false);
  /** Some image is selected: a click selects instead of opening. */
  readonly selecting = input(false);
  readonly opened = output();
  readonly picked = output<MouseEvent>();
  readonly acted = output<ImageDeed>();

  protected readonly words = inject(Words);
  protected readonly pointed = signal(false);
  protected readonly focused = signal(false);
  protected readonly hot = computed(() => this.pointed() || this.focused());
  /** A plain link, so that it opens in another tab too; a router link for each tile would cost every scrolled row. */
  protected readonly address = computed(() => (this.opens() ? `/library/${imageIdOf(this.source().filename)}` : null));
  protected readonly prompt = computed(() => shortPrompt(this.image()?.prompt ?? ''));
  protected readonly placeholder = computed(() => {
    const url = thumbhashUrl(this.image()?.thumbhash ?? null);
    return url === null ? null : `url(${url})`;
  });
  private readonly view = viewChild(ImageView);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  protected readonly failed = computed(() => this.view()?.failed() ?? false);

  protected retry(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    this.view()?.retry();
  }

  /** A click opens; with a selection or with Shift it selects. With Ctrl the browser would open a tab: here it selects. */
  protected open(event: MouseEvent): void {
    if (!this.opens() || this.selecting() || event.ctrlKey || event.metaKey || event.shiftKey) return this.pick(event);
    event.preventDefault();
    this.opened.emit();
  }

  protected pick(event: MouseEvent): void {
    event.preventDefault();
    event.stopPropagation();
    this.picked.emit(event);
  }
}
