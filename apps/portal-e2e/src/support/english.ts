import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';

const WORDS = resolve(import.meta.dirname, '../../../portal/src/app/i18n');
const SPOKEN_ATTRIBUTES = ['alt', 'aria-label', 'aria-description', 'aria-valuetext', 'placeholder', 'title'];

const texts = (language: string) => JSON.parse(readFileSync(resolve(WORDS, `${language}.json`), 'utf8')) as Record<string, string>;
const german = new Set(Object.values(texts('de')));
/** Said in English alone: the value of a text may be anything, and what follows may be a key in brackets. */
const ENGLISH = Object.values(texts('en')).filter((text) => !german.has(text) && /[a-z]/i.test(bare(text))).map(patternOf);

/** Nothing that can be seen or heard on the page is one of the portal's English texts. */
export async function speaksGerman(page: Page): Promise<void> {
  await expect.poll(() => englishOn(page)).toEqual([]);
}

export async function englishOn(page: Page): Promise<string[]> {
  const said = await page.evaluate((attributes) => {
    const found: string[] = [];
    // Only the switch names a language in that language.
    for (const element of document.body.querySelectorAll('*')) {
      if (!element.checkVisibility() || element.closest('label[lang=en]')) continue;
      for (const name of attributes) found.push(element.getAttribute(name) ?? '');
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? '');
    }
    return found.map((text) => text.replace(/\s+/g, ' ').trim()).filter(Boolean);
  }, SPOKEN_ATTRIBUTES);
  return [...new Set([await page.title(), ...said])].filter((text) => ENGLISH.some((pattern) => pattern.test(text)));
}

/** A single word is looked for alone, as it may be part of a German one; more of them wherever they stand. */
function patternOf(text: string): RegExp {
  const pattern = text.split(/\{\{\w+\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+');
  return bare(text).includes(' ') ? new RegExp(`(^|[^\\p{L}])${pattern}($|[^\\p{L}])`, 'u') : new RegExp(`^${pattern}( \\(.+\\)| · Vitrine)?$`, 'u');
}

function bare(text: string): string {
  return text.replace(/\{\{\w+\}\}/g, '').trim();
}
