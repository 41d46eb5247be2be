import { Component, computed, input } from '@angular/core';
import { ICONS, type IconName } from './icons';

/** A picture beside words; it says nothing to a screen reader, so a button that is only an icon needs a label. */
@Component({
  selector: 'app-icon',
  host: { 'aria-hidden': 'true' },
  template: `<svg viewBox="0 0 24 24" [attr.width]="size()" [attr.height]="size()"><path [attr.d]="path()" /></svg>`,
  styles: `
    :host { display: inline-flex; flex: none; }
    svg { fill: none; stroke: currentColor; stroke-linecap: round; stroke-linejoin: round; stroke-width: 1.75; }
    :host(.filled) svg { fill: currentColor; }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  readonly size = input<16 | 18 | 20 | 24 | 32>(18);
  protected readonly path = computed(() => ICONS[this.name()]);
}
