import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTemplate, TmplAstRecursiveVisitor, tmplAstVisitAll, type TmplAstBoundText, type TmplAstText, type TmplAstTextAttribute } from '@angular/compiler';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

const APP = join(process.cwd(), process.cwd().endsWith('portal') ? 'src/app' : 'apps/portal/src/app');
/** These speak both languages; a folder is added here with its words. */
const TRANSLATED = ['account', 'auth', 'create', 'handover', 'i18n', 'offline', 'shell'];
/** The product's name and the sign of the second are the same in both. */
const WITHOUT_LANGUAGE = ['Vitrine', 's'];
const SPOKEN_ATTRIBUTES = ['alt', 'aria-label', 'aria-description', 'label', 'hint', 'placeholder', 'title'];

const sources = readdirSync(APP, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|html)$/.test(entry.name) && !entry.name.endsWith('.spec.ts'))
  .map((entry) => ({ path: join(entry.parentPath, entry.name).slice(APP.length + 1), text: readFileSync(join(entry.parentPath, entry.name), 'utf8') }));

describe('the translations', () => {
  it('have the same keys in both languages', () => {
    expect(Object.keys(de)).toEqual(Object.keys(en));
  });

  it('say something for each key, with the same values in it', () => {
    const values = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();
    for (const [key, text] of Object.entries(en)) {
      const other = de[key as keyof typeof de];
      expect([key, other.trim()]).not.toEqual([key, '']);
      // A text for one may leave the number out.
      if (!key.endsWith('.one')) expect([key, values(other)]).toEqual([key, values(text)]);
    }
  });

  it('are each in use', () => {
    const used = new Set(sources.flatMap(({ text }) => [...text.matchAll(/'([\w.]+)'/g)].map(([, key]) => key)));
    const unused = Object.keys(en).filter((key) => !used.has(key) && !used.has(key.replace(/\.(one|other)$/, '')));
    expect(unused).toEqual([]);
  });

  it('have both texts for whatever is counted', () => {
    const forms = (ending: string) => Object.keys(en).filter((key) => key.endsWith(ending)).map((key) => key.slice(0, -ending.length));
    expect(forms('.one')).toEqual(forms('.other'));
  });

  it('leave no words of one language in a template', () => {
    const found = sources
      .filter(({ path }) => TRANSLATED.includes(path.split('/')[0] ?? ''))
      .flatMap(({ path, text }) => templatesOf(path, text).flatMap((template) => wordsIn(template, path).map((word) => `${path}: ${word}`)));
    expect(found).toEqual([]);
  });

  it('would be missed if they were left out of a template', () => {
    expect(wordsIn('<p>Good {{ part }} morning</p><button aria-label="Close">{{ t("x") }}</button>', 'a.html')).toEqual(['Good', 'morning', 'Close']);
  });
});

function templatesOf(path: string, text: string): string[] {
  if (path.endsWith('.html')) return [text];
  return [...text.matchAll(/\btemplate: `([^`]*)`/g)].map(([, template = '']) => template);
}

/** What a template says of itself, to eyes and to ears. */
function wordsIn(template: string, path: string): string[] {
  const { nodes, errors } = parseTemplate(template, path, { preserveWhitespaces: false });
  expect(errors ?? []).toEqual([]);
  const visitor = new Spoken();
  tmplAstVisitAll(visitor, nodes);
  return visitor.said.map((said) => said.trim()).filter((said) => /\p{L}/u.test(said) && !WITHOUT_LANGUAGE.includes(said));
}

class Spoken extends TmplAstRecursiveVisitor {
  readonly said: string[] = [];

  override visitText(text: TmplAstText): void {
    this.said.push(text.value);
  }

  override visitBoundText(text: TmplAstBoundText): void {
    const { ast } = text.value as unknown as { ast: { strings: string[] } };
    this.said.push(...ast.strings);
  }

  override visitTextAttribute(attribute: TmplAstTextAttribute): void {
    if (SPOKEN_ATTRIBUTES.includes(attribute.name)) this.said.push(attribute.value);
  }
}
