import { Component, input, output } from '@angular/core';
import { Icon } from '../shell/icon';

/** What can be done with the selected images at once. */
@Component({
  selector: 'app-bulk-bar',
  imports: [Icon],
  template: `
    <div role="toolbar" aria-label="Selected images">
      <b role="status">{{ count() }} selected</b>
      <button type="button" class="btn small" (click)="copied.emit()"><app-icon name="copy" [size]="16" />{{ count() === 1 ? 'Copy prompt' : 'Copy prompts' }}</button>
      <button type="button" class="btn small" (click)="removed.emit()"><app-icon name="trash-2" [size]="16" />Delete</button>
      <span class="line"></span>
      <button type="button" class="btn small icon" aria-label="Clear the selection" title="Clear the selection (Esc)" (click)="cleared.emit()"><app-icon name="x" [size]="16" /></button>
    </div>
  `,
  styles: `
    div {
      display: flex; align-items: center; gap: 4px; padding: 6px 6px 6px 16px; border-radius: var(--r-md);
      background: var(--mat-sys-inverse-surface); box-shadow: var(--shadow-3); color: var(--mat-sys-inverse-on-surface); white-space: nowrap;
    }
    b { margin-right: 8px; font-weight: 600; }
    .btn { color: inherit; }
    .btn:hover { background: color-mix(in srgb, currentColor 14%, transparent); }
    .line { width: 1px; height: 20px; margin: 0 4px; background: currentColor; opacity: 0.2; }
  `,
})
export class BulkBar {
  readonly count = input.required<number>();
  readonly copied = output();
  readonly removed = output();
  readonly cleared = output();
}
