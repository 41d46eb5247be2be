import { Component, inject } from '@angular/core';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { type WordKey, Words } from '../i18n/words';
import { Shortcuts } from './shortcuts';

interface Group {
  readonly where: WordKey;
  readonly keys: readonly (readonly [cap: WordKey, does: WordKey])[];
}

const KEYS: readonly Group[] = [
  { where: 'keys.everywhere', keys: [
    ['keys.everywhere.help.cap', 'keys.everywhere.help'],
    ['keys.everywhere.new.cap', 'keys.everywhere.new'],
    ['keys.everywhere.go.cap', 'keys.everywhere.go'],
    ['keys.everywhere.undo.cap', 'keys.everywhere.undo'],
  ] },
  { where: 'keys.create', keys: [
    ['keys.create.send.cap', 'keys.create.send'],
    ['keys.create.newline.cap', 'keys.create.newline'],
    ['keys.create.last.cap', 'keys.create.last'],
    ['keys.create.cancel.cap', 'keys.create.cancel'],
  ] },
  { where: 'keys.library', keys: [
    ['keys.library.search.cap', 'keys.library.search'],
    ['keys.library.walk.cap', 'keys.library.walk'],
    ['keys.library.row.cap', 'keys.library.row'],
    ['keys.library.screen.cap', 'keys.library.screen'],
    ['keys.library.month.cap', 'keys.library.month'],
    ['keys.library.open.cap', 'keys.library.open'],
    ['keys.library.select.cap', 'keys.library.select'],
    ['keys.library.extend.cap', 'keys.library.extend'],
    ['keys.library.all.cap', 'keys.library.all'],
    ['keys.library.clear.cap', 'keys.library.clear'],
    ['keys.library.trash.cap', 'keys.library.trash'],
    ['keys.library.actions.cap', 'keys.library.actions'],
    ['keys.library.size.cap', 'keys.library.size'],
  ] },
  { where: 'keys.image', keys: [
    ['keys.image.neighbours.cap', 'keys.image.neighbours'],
    ['keys.image.ends.cap', 'keys.image.ends'],
    ['keys.image.zoom.cap', 'keys.image.zoom'],
    ['keys.image.details.cap', 'keys.image.details'],
    ['keys.image.close.cap', 'keys.image.close'],
  ] },
];

@Component({
  selector: 'app-keys-help',
  imports: [MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ t('keys.title') }}</h2>
    <mat-dialog-content tabindex="0" role="group" [attr.aria-label]="t('keys.all')">
      @for (group of groups; track group.where) {
        <h3 class="cap">{{ t(group.where) }}</h3>
        <dl>@for (key of group.keys; track key[0]) { <dt><kbd>{{ t(key[0]) }}</kbd></dt><dd>{{ t(key[1]) }}</dd> }</dl>
      }
      <label><input type="checkbox" [checked]="shortcuts.on()" (change)="turn($event)" /> {{ t('keys.single') }}</label>
    </mat-dialog-content>
    <mat-dialog-actions><button type="button" class="btn primary first" mat-dialog-close>{{ t('close') }}</button></mat-dialog-actions>
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
  protected readonly t = inject(Words).t;
  protected readonly groups = KEYS;
  protected readonly shortcuts = inject(Shortcuts);

  protected turn(event: Event): void {
    this.shortcuts.set((event.target as HTMLInputElement).checked);
  }
}
