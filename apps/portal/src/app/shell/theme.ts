import { DOCUMENT } from '@angular/common';
import { inject, Injectable, signal } from '@angular/core';

export const THEMES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEMES)[number];

/** The same key is read before the first paint, by the script in index.html. */
const KEY = 'vitrine.v1.theme';

/** Light, dark, or as the system has it; kept on this device. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly document = inject(DOCUMENT);
  private readonly chosen = signal<ThemeChoice>(this.kept());
  readonly choice = this.chosen.asReadonly();

  choose(theme: ThemeChoice): void {
    this.chosen.set(theme);
    this.document.documentElement.style.colorScheme = theme === 'system' ? '' : theme;
    try {
      const storage = this.document.defaultView?.localStorage;
      if (theme === 'system') storage?.removeItem(KEY);
      else storage?.setItem(KEY, theme);
    } catch {
      return; // the person lets no page keep anything: the choice lasts as long as the page
    }
  }

  private kept(): ThemeChoice {
    const scheme = this.document.documentElement.style.colorScheme;
    return scheme === 'light' || scheme === 'dark' ? scheme : 'system';
  }
}
