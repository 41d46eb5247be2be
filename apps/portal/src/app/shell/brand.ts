import { Component } from '@angular/core';

/** The glass case: four panes, one with the key. */
@Component({
  selector: 'app-brand',
  template: `
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <rect width="11" height="11" rx="2" /><rect class="key" x="13" width="11" height="11" rx="2" />
      <rect y="13" width="11" height="11" rx="2" /><rect x="13" y="13" width="11" height="11" rx="2" />
    </svg>
    <span class="word">Vitrine</span>
  `,
  styles: `
    :host { display: flex; align-items: center; gap: 10px; font-size: 15px; font-weight: 650; letter-spacing: -0.01em; }
    rect { fill: var(--mat-sys-on-surface); }
    .key { fill: var(--mat-sys-primary); }
  `,
})
export class Brand {}
