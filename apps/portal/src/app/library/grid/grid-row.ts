import { Component, computed, inject, input } from '@angular/core';
import { Words } from '../../i18n/words';
import { Icon } from '../../shell/icon';
import { Selection } from '../selection';
import { headingOf } from './day-heading';
import { GRID } from './grid-scene';
import type { ShownRow } from './grid-view';
import { Tile } from './tile';

/** One row of the grid: the heading of a day, or tiles. While others come and go, nothing of it is looked at again. */
@Component({
  selector: 'app-grid-row',
  imports: [Icon, Tile],
  host: { role: 'row', '[attr.aria-rowindex]': 'row().row + 1', '[style.top.px]': 'row().top', '[style.height.px]': 'row().height' },
  template: `
    @if (day(); as day) {
      <div class="day" role="rowheader">
        <h2>{{ day.text }}</h2>
        @if (day.count !== null) { <span class="cap">{{ words.n('composer.images', day.count) }}</span> }
        <button
          type="button" class="whole" tabindex="-1" [class.shown]="selection.active()" [attr.aria-pressed]="day.chosen"
          [attr.aria-label]="words.t('day.selectAll', { day: day.text })" (click)="grid.pickDay(row().first)"
        >@if (day.chosen) { <app-icon name="check" [size]="16" /> }</button>
      </div>
    }
    @for (tile of row().tiles; track tile.name) { <app-tile [placed]="tile" [column]="tile.tile - row().first + 1" /> }
  `,
  styleUrl: './grid-row.css',
})
export class GridRow {
  readonly row = input.required<ShownRow>();
  protected readonly words = inject(Words);
  protected readonly selection = inject(Selection);
  protected readonly grid = inject(GRID);
  protected readonly day = computed(() => {
    const { heading, first } = this.row();
    const { index, view, complete } = this.grid;
    return heading ? headingOf(index(), first, { narrow: view.narrow(), complete: complete(), chosen: this.selection.names(), words: this.words }) : null;
  });
}
