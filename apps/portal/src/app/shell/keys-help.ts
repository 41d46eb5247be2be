import { Component, inject } from '@angular/core';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { Shortcuts } from './shortcuts';

const KEYS: readonly { readonly where: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  { where: 'Everywhere', keys: [['?', 'These keys'], ['N', 'New image'], ['G then L, C or T', 'Go to Library, Create or Trash'], ['Ctrl Z', 'Undo moving to trash']] },
  { where: 'Library', keys: [
    ['/', 'Search'], ['← ↑ → ↓', 'Walk'], ['Home End', 'First and last of the row'], ['PgUp PgDn', 'A screen up or down'], ['[ ]', 'Earlier and later month'],
    ['Enter', 'Open'], ['Space', 'Select'], ['Shift + arrows', 'Extend the selection'], ['Ctrl A', 'Select all'], ['Esc', 'Clear the selection'],
    ['Del', 'Move to trash'], ['C R V D', 'Copy prompt, use prompt, variation, download'], ['+ − 0', 'Larger, smaller, usual size'],
  ] },
  { where: 'An open image', keys: [['← →', 'Previous and next'], ['Home End', 'First and last'], ['Space + − 0', 'Zoom'], ['I', 'Details'], ['Esc', 'Close']] },
];

@Component({
  selector: 'app-keys-help',
  imports: [MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>Keys</h2>
    <mat-dialog-content tabindex="0" role="group" aria-label="All keys">
      @for (group of groups; track group.where) {
        <h3 class="cap">{{ group.where }}</h3>
        <dl>@for (key of group.keys; track key[0]) { <dt><kbd>{{ key[0] }}</kbd></dt><dd>{{ key[1] }}</dd> }</dl>
      }
      <label><input type="checkbox" [checked]="shortcuts.on()" (change)="turn($event)" /> Single letters and signs do something</label>
    </mat-dialog-content>
    <mat-dialog-actions><button type="button" class="btn primary first" mat-dialog-close>Close</button></mat-dialog-actions>
  `,
  styles: `
    h2::before { display: none; }
    h3 { margin: 16px 0 6px; }
    h3:first-child { margin-top: 0; }
    dl { display: grid; margin: 0; gap: 6px 16px; grid-template-columns: 132px minmax(0, 1fr); }
    dd { margin: 0; color: var(--mat-sys-on-surface); }
    kbd { padding: 1px 5px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 4px; background: var(--mat-sys-surface); color: var(--mat-sys-on-surface); font: 500 11px/16px var(--font-mono); }
    label { display: flex; align-items: center; gap: 8px; margin-top: 16px; color: var(--mat-sys-on-surface); }
    input { width: 18px; height: 18px; margin: 0; accent-color: var(--mat-sys-primary); }
  `,
})
export class KeysHelp {
  protected readonly groups = KEYS;
  protected readonly shortcuts = inject(Shortcuts);

  protected turn(event: Event): void {
    this.shortcuts.set((event.target as HTMLInputElement).checked);
  }
}
