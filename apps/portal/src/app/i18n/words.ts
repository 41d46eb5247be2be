import { DOCUMENT } from '@angular/common';
import { computed, createEnvironmentInjector, effect, EnvironmentInjector, inject, Injectable, signal } from '@angular/core';
import {
  provideTransloco, provideTranslocoTranspiler, type Translation, type TranslocoLoader, TranslocoService, type TranslocoTranspiler, type TranspileParams,
} from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import en from './en.json' with { type: 'json' };
import { isLanguage, type Language, LANGUAGES, localeOf, preferred } from './language';

type Key = keyof typeof en;
/** What is said of a number has one text for one, and one for more. */
export type CountKey = Key extends infer K ? (K extends `${infer Base}.other` ? Base : never) : never;
export type WordKey = Exclude<Key, `${CountKey}.one` | `${CountKey}.other`>;
type Values = Readonly<Record<string, string | number>>;
/** A text in the language that is shown now; inside a template, a computed or an effect it follows the language. */
export type Say = (key: WordKey, values?: Values) => string;

const KEY = 'vitrine.v1.language';
const DATES = {
  day: { dateStyle: 'long' },
  moment: { dateStyle: 'medium', timeStyle: 'short' },
  dayOfYear: { day: 'numeric', month: 'long' },
  month: { month: 'long', year: 'numeric' },
  shortDay: { day: 'numeric', month: 'short', year: 'numeric' },
  shortDayOfYear: { day: 'numeric', month: 'short' },
  shortMonth: { month: 'short' },
  shortWeekday: { weekday: 'short' },
  weekday: { weekday: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
type DateStyle = keyof typeof DATES;

/** English is always there; the others are fetched when they are wanted. */
class Translations implements TranslocoLoader {
  getTranslation(language: string): Promise<Translation> {
    return language === 'de' ? import('./de.json', { with: { type: 'json' } }).then((file) => file.default) : Promise.resolve(en);
  }
}

/** Puts values into a text once. The usual one looks again at what it put in: a prompt with braces in it would be filled in turn, for ever. */
class PlainTranspiler implements TranslocoTranspiler {
  transpile({ value, params = {} }: TranspileParams<string>): string {
    return value.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(params[name] ?? ''));
  }
}

/** Everything the portal says, in the person's language. */
@Injectable({ providedIn: 'root' })
export class Words {
  private readonly document = inject(DOCUMENT);
  private readonly transloco = createEnvironmentInjector([
    provideTransloco({ config: { availableLangs: [...LANGUAGES], defaultLang: 'en', prodMode: true, flatten: { aot: true } }, loader: Translations }),
    provideTranslocoTranspiler(PlainTranspiler),
    TranslocoService,
  ], inject(EnvironmentInjector)).get(TranslocoService);
  private readonly shown = signal<Language>('en');
  private readonly spoken = this.document.defaultView?.navigator.languages ?? [];

  readonly language = this.shown.asReadonly();
  /** For what `Intl` writes. */
  readonly locale = computed(() => localeOf(this.shown(), this.spoken));
  private readonly numbers = computed(() => new Intl.NumberFormat(this.locale()));
  /** Making a format costs far more than using it, and every tile in sight uses some. */
  private readonly dates = computed(() => {
    const [locale, made] = [this.locale(), new Map<DateStyle, Intl.DateTimeFormat>()];
    return (style: DateStyle): Intl.DateTimeFormat => {
      const format = made.get(style) ?? new Intl.DateTimeFormat(locale, DATES[style]);
      made.set(style, format);
      return format;
    };
  });
  private readonly plurals = computed(() => new Intl.PluralRules(this.locale()));

  constructor() {
    this.transloco.setTranslation(en, 'en', { emitChange: false });
    effect(() => { this.document.documentElement.lang = this.shown(); });
  }

  /** In the language chosen on this device or, without a choice, in the first of the browser's that we speak. */
  async start(): Promise<void> {
    await this.show(this.kept() ?? preferred(this.spoken).language);
  }

  async choose(language: Language): Promise<void> {
    await this.show(language);
    try {
      this.document.defaultView?.localStorage.setItem(KEY, language);
    } catch {
      return; // the person lets no page keep anything: the choice lasts as long as the page
    }
  }

  readonly t: Say = (key, values = {}) => this.transloco.translate(key, values, this.shown());

  /** "1 image", "1,284 images": `count` is the number as it is written here. */
  readonly n = (key: CountKey, count: number, values: Values = {}): string => {
    const form = this.plurals().select(count) === 'one' ? 'one' : 'other';
    return this.transloco.translate(`${key}.${form}`, { count: this.numbers().format(count), ...values }, this.shown());
  };

  readonly number = (value: number): string => this.numbers().format(value);

  readonly date = (time: string | Date, style: DateStyle): string => this.dates()(style).format(new Date(time));

  readonly dateRange = (from: Date, to: Date, style: DateStyle): string => this.dates()(style).formatRange(from, to);

  /** What cannot be fetched now leaves the words as they are. */
  private async show(language: Language): Promise<void> {
    try {
      await firstValueFrom(this.transloco.load(language));
      this.shown.set(language);
    } catch {
      return; // the server is away: it is tried again with the next page
    }
  }

  private kept(): Language | null {
    try {
      const kept = this.document.defaultView?.localStorage.getItem(KEY);
      return isLanguage(kept) ? kept : null;
    } catch {
      return null; // nothing may be kept here
    }
  }
}
