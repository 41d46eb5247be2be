import { Component, computed, ElementRef, inject, input, signal } from '@angular/core';
import { Words } from '../../i18n/words';
import type { GridView } from '../grid/grid-view';
import type { LibraryIndex } from '../layout/library-index';
import { type Mark, marksOf, type Month, monthAt, monthsOf } from './months';

const APART = 18;
/** The track is so much shorter than the screen. */
const MARGINS = 16;
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, PageDown: 6, PageUp: -6, Home: -Infinity, End: Infinity };

/** The months of the whole library along the edge: to see where one is, and to go anywhere at once. */
@Component({
  selector: 'app-scrubber',
  host: {
    role: 'slider', tabindex: '0', '[attr.aria-label]': "words.t('library.month')", 'aria-orientation': 'vertical',
    'aria-valuemin': '1', '[attr.aria-valuemax]': 'months().length', '[attr.aria-valuenow]': 'current() + 1', '[attr.aria-valuetext]': 'text()',
    '(keydown)': 'typed($event)', '(pointerdown)': 'grab($event)', '(pointermove)': 'drag($event)',
    '(pointerup)': 'held.set(false)', '(pointercancel)': 'held.set(false)', '(pointerleave)': 'pointed.set(null)',
  },
  template: `
    @for (mark of marks(); track mark.at) {
      @if (mark.text) { <span class="words" [style.top.%]="mark.at * 100">{{ mark.text }}</span> }
      @else { <span class="dot" [style.top.%]="mark.at * 100"></span> }
    }
    <span class="hand" [style.transform]="hand()"></span>
    @if (hint(); as shown) { <span class="hint" [style.top.%]="shown.at * 100">{{ shown.text }}</span> }
  `,
  styleUrl: './scrubber.css',
})
export class Scrubber {
  readonly view = input.required<GridView>();
  readonly index = input.required<LibraryIndex>();

  protected readonly words = inject(Words);
  protected readonly held = signal(false);
  protected readonly pointed = signal<number | null>(null);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  protected readonly months = computed(() => monthsOf(this.index(), this.view().layout()));
  private readonly track = computed(() => this.view().screen() - MARGINS);
  /** With their words: the scrubber is drawn at every step of a scroll, and making words of dates is dear. */
  protected readonly marks = computed(() =>
    marksOf(this.months(), this.view().layout().height, this.track(), APART).map((mark) => ({ ...mark, text: this.nameOf(mark) })));
  protected readonly current = computed(() => monthAt(this.months(), this.view().scrollTop()));
  protected readonly text = computed(() => this.textOf(this.months()[this.current()]));
  /** Moved without anything being laid out again. */
  protected readonly hand = computed(() => `translateY(${(this.view().scrollTop() / Math.max(1, this.view().layout().height)) * this.track()}px)`);
  /** The month under the pointer. */
  protected readonly hint = computed(() => {
    const at = this.pointed();
    return at === null ? null : { at, text: this.textOf(this.months()[monthAt(this.months(), at * this.view().layout().height)]) };
  });

  /** To a month earlier or later in the order shown. */
  step(by: number): void {
    const months = this.months();
    const place = Math.min(months.length - 1, Math.max(0, this.current() + by));
    const month = months[place];
    if (month) this.view().scrollTo(month.top);
  }

  protected typed(event: KeyboardEvent): void {
    const by = STEPS[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.step(by);
  }

  protected grab(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.element.setPointerCapture(event.pointerId);
    this.held.set(true);
    this.drag(event);
  }

  protected drag({ clientY }: PointerEvent): void {
    const { top, height } = this.element.getBoundingClientRect();
    const at = Math.min(1, Math.max(0, (clientY - top) / height));
    this.pointed.set(at);
    if (this.held()) this.view().scrollTo(at * this.view().layout().height);
  }

  private nameOf({ month, newYear }: Mark): string {
    if (month === null) return '';
    return newYear ? String(month.year) : this.words.date(new Date(month.year, month.month), 'shortMonth');
  }

  private textOf(month: Month | undefined): string {
    return month ? this.words.date(new Date(month.year, month.month), 'month') : '';
  }
}
