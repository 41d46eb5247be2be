import { Component, effect, ElementRef, inject, signal, untracked, viewChild } from '@angular/core';
import { QUERY_MAX } from '@vitrine/contracts/limits';
import { Words } from '../../i18n/words';
import { LibraryStore } from '../../images/library-store';
import { Icon } from '../../shell/icon';
import { GridFocus } from '../grid-focus';
import { Finder } from './finder';

/** Typing rests so long before it is asked for. */
const REST_MS = 250;

@Component({
  selector: 'app-search-field',
  imports: [Icon],
  host: { role: 'search' },
  template: `
    <app-icon name="search" />
    <input
      #field type="search" [attr.aria-label]="words.t('search.prompts')" [placeholder]="words.t('search.prompts')" autocomplete="off" enterkeyhint="search" [attr.maxlength]="most"
      [value]="text()" (input)="note(field.value)" (keydown.enter)="go()" (keydown.escape)="leave($event)"
    />
    @if (text()) {
      <button type="button" [attr.aria-label]="words.t('search.clear')" (click)="note(''); go(); focus()"><app-icon name="x" [size]="16" /></button>
    } @else { <kbd aria-hidden="true">/</kbd> }
  `,
  styles: `
    :host {
      display: flex; width: 340px; height: 36px; align-items: center; gap: 8px; padding: 0 8px 0 12px;
      border: 1px solid var(--mat-sys-outline-variant); border-radius: var(--r-sm); background: var(--mat-sys-surface-container-lowest);
      color: var(--mat-sys-on-surface-variant);
    }
    :host(:focus-within) { border-color: var(--mat-sys-primary); box-shadow: 0 0 0 1px var(--mat-sys-primary); }
    input { min-width: 0; flex: 1; height: 100%; padding: 0; border: 0; background: none; color: var(--mat-sys-on-surface); outline: none; }
    input::placeholder { color: var(--mat-sys-on-surface-variant); opacity: 1; }
    input::-webkit-search-cancel-button { display: none; }
    button { display: grid; width: 24px; height: 24px; padding: 0; border: 0; border-radius: 4px; background: none; cursor: pointer; place-items: center; }
    kbd { padding: 1px 5px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 4px; background: var(--mat-sys-surface); font: 500 11px/16px var(--font-mono); }
    @media (max-width: 599.98px) {
      :host { width: auto; flex: 1; height: 44px; border-radius: 12px; }
      kbd { display: none; }
      button { width: 32px; height: 32px; }
    }
  `,
})
export class SearchField {
  protected readonly words = inject(Words);
  private readonly finder = inject(Finder);
  private readonly library = inject(LibraryStore);
  private readonly keyboard = inject(GridFocus);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  protected readonly most = QUERY_MAX;
  protected readonly text = signal('');
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    effect(() => {
      const asked = this.finder.filter().q ?? '';
      // What is being typed is newer than what the address says.
      if (asked !== untracked(this.text).trim()) this.text.set(asked);
    });
  }

  focus(): void {
    this.field().nativeElement.select();
    this.field().nativeElement.focus();
  }

  protected note(text: string): void {
    this.text.set(text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.go(); }, REST_MS);
  }

  protected go(): void {
    clearTimeout(this.timer);
    const q = this.text().trim() || null;
    if (q !== this.finder.filter().q) void this.finder.change({ q }, true);
  }

  /** Clears the text. Escape in an empty field goes on to the images. */
  protected leave(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    const image = this.keyboard.active() ?? this.library.view().names[0];
    if (this.text() === '' && image !== undefined) this.keyboard.goTo(image);
    this.note('');
    this.go();
  }
}
