import { Component, inject } from '@angular/core';
import { LANGUAGE_NAMES, LANGUAGES } from './language';
import { Words } from './words';

/** Each language under its own name. */
@Component({
  selector: 'app-language-switch',
  template: `
    <fieldset>
      <legend class="visually-hidden">{{ words.t('language.title') }}</legend>
      @for (language of languages; track language) {
        <label class="chip" [class.on]="words.language() === language" [attr.lang]="language">
          <input type="radio" name="language" class="visually-hidden" [checked]="words.language() === language" (change)="words.choose(language)" />
          {{ names[language] }}
        </label>
      }
    </fieldset>
  `,
  styles: `
    fieldset { display: flex; flex-wrap: wrap; gap: 8px; margin: 0; padding: 0; border: 0; }
    .chip { position: relative; }
    .chip:has(:focus-visible) { outline: 2px solid var(--mat-sys-primary); outline-offset: 2px; }
  `,
})
export class LanguageSwitch {
  protected readonly words = inject(Words);
  protected readonly languages = LANGUAGES;
  protected readonly names = LANGUAGE_NAMES;
}
