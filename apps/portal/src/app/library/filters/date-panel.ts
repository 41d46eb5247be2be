import { A11yModule } from '@angular/cdk/a11y';
import { Component, computed, ElementRef, inject, input, output, signal, viewChild } from '@angular/core';
import { type WordKey, Words } from '../../i18n/words';
import { dayText, type LibraryFilter } from '../../images/library-filter';
import type { DateSpan } from './date-spans';

type Days = Pick<LibraryFilter, 'from' | 'to'>;

/** Which days are shown: a stretch one mostly looks for, or any other, from a day to a day. Both are part of it. */
@Component({
  selector: 'app-date-panel',
  imports: [A11yModule],
  templateUrl: './date-panel.html',
  styleUrl: './date-panel.css',
})
export class DatePanel {
  readonly spans = input.required<readonly DateSpan[]>();
  readonly days = input.required<Days>();
  readonly chosen = output<Days>();
  protected readonly t = inject(Words).t;
  protected readonly today = dayText(new Date());
  protected readonly wrong = signal<WordKey | null>(null);
  protected readonly span = computed(() => this.spans().find(({ from, to }) => from === this.days().from && to === this.days().to));
  private readonly first = viewChild.required<ElementRef<HTMLInputElement>>('first');
  private readonly last = viewChild.required<ElementRef<HTMLInputElement>>('last');

  protected choose({ from, to }: Days): void {
    this.chosen.emit({ from, to });
  }

  protected show(event: Event): void {
    event.preventDefault();
    const [first, last] = [this.first().nativeElement, this.last().nativeElement];
    const unread = [first, last].find((field) => !field.validity.valid);
    this.wrong.set(unread ? 'dates.unread' : isTurned(first.value, last.value) ? 'dates.turned' : null);
    if (this.wrong() !== null) (unread ?? first).focus();
    else this.choose({ from: first.value || null, to: last.value || null });
  }
}

/** An end before the beginning; either may be left open. */
function isTurned(from: string, to: string): boolean {
  return from !== '' && to !== '' && from > to;
}
