export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each in its own words: whoever looks for it may understand no other. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', de: 'Deutsch' };

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** The first of the person's languages that we speak, with their region; English when we speak none of them. */
export function preferred(languages: readonly string[]): { readonly language: Language; readonly locale: string } {
  for (const locale of languages) {
    const [language = ''] = locale.toLowerCase().split('-');
    if (isLanguage(language)) return { language, locale };
  }
  return { language: 'en', locale: 'en' };
}

/** How dates and numbers are written: as in the person's own region, if the language is theirs. */
export function localeOf(language: Language, languages: readonly string[]): string {
  return languages.find((locale) => locale.toLowerCase().split('-')[0] === language) ?? language;
}
