import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTemplate, TmplAstRecursiveVisitor, tmplAstVisitAll, type TmplAstBoundText, type TmplAstText, type TmplAstTextAttribute } from '@angular/compiler';
import ts from 'typescript';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

const APP = join(process.cwd(), process.cwd().endsWith(join('apps', 'portal')) ? 'src/app' : 'apps/portal/src/app');
/** These speak both languages; a folder is added here with its words. */
const TRANSLATED = ['account', 'albums', 'api', 'auth', 'create', 'handover', 'i18n', 'images', 'library', 'live', 'offline', 'shell', 'trash'];
/** The product's name, a language's own name and the signs of time are the same in both. */
const WITHOUT_LANGUAGE = ['Vitrine', 'English', 'Deutsch', 'h', 'min', 's', 'Bearer'];
/** Products and systems are called the same everywhere. */
const NAMES_ALONE = ['account/device-name.ts'];
const SPOKEN_ATTRIBUTES = ['alt', 'aria-label', 'aria-description', 'label', 'hint', 'placeholder', 'title'];
/** What is handed to these is read by developers, by servers or by the browser. */
const UNSPOKEN_CALLS = /^(?:super|.*Error|InjectionToken|RegExp|.*\.(?:note|closest|matches|querySelector|querySelectorAll))$/;

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

  it('leave no words of one language in the code', () => {
    const found = sources
      .filter(({ path }) => TRANSLATED.includes(path.split('/')[0] ?? '') && path.endsWith('.ts') && !NAMES_ALONE.includes(path) && !path.endsWith('.contract.ts') && !path.includes('/testing/'))
      .flatMap(({ path, text }) => wordsInCode(text).map((word) => `${path}: ${word}`));
    // What the API says of a field is English, and is shown to those who read English alone.
    expect(found).toEqual(['auth/form-errors.ts: This {}']);
  });

  it('would be missed if they were left out of the code', () => {
    const code = "const D = { label: 'Restore', any: `Any ${x}` }; toasts.say(n === 1 ? 'Back.' : `${n} images`); host = { 'aria-label': 'Filters' };";
    expect(wordsInCode(code)).toEqual(['Restore', 'Any {}', 'Back.', '{} images', 'Filters']);
    expect(wordsInCode("if (key === 'Escape') throw new Error('Not here.'); target.closest('input, textarea'); send({ 'Last-Event-ID': id });")).toEqual([]);
  });

  it('would be missed if they were left out of a template', () => {
    expect(wordsIn('<p>Good {{ part }} morning</p><button aria-label="Close">{{ t("x") }}</button>', 'a.html')).toEqual(['Good', 'morning', 'Close']);
  });
});

function templatesOf(path: string, text: string): string[] {
  if (path.endsWith('.html')) return [text];
  return [...text.matchAll(/\btemplate: `([^`]*)`/g)].map(([, template = '']) => template);
}

/** What a template says of itself, to eyes and to ears; a single letter is one on a key. */
function wordsIn(template: string, path: string): string[] {
  const { nodes, errors } = parseTemplate(template, path, { preserveWhitespaces: false });
  expect(errors ?? []).toEqual([]);
  const visitor = new Spoken();
  tmplAstVisitAll(visitor, nodes);
  return visitor.said.map((said) => said.trim()).filter((said) => /\p{L}/u.test(said) && !/^\p{Lu}$/u.test(said) && !WITHOUT_LANGUAGE.includes(said));
}

/** What a text in the code may say: it begins as a sentence does, or words stand in it one beside the other. A style does neither. */
function wordsInCode(code: string): string[] {
  const said: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isUnspoken(node)) return;
    const text = textOf(node);
    if (text !== null && !text.includes('{}px') && /^\p{Lu}\p{Ll}+(?!\p{L}|.*[-:=])|\p{L}[.?!…]$| \p{L}{3,}|\p{L}{3,} /u.test(text) && !(text.match(/\p{L}+/gu) ?? []).every((word) => WITHOUT_LANGUAGE.includes(word))) said.push(text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('code.ts', code, ts.ScriptTarget.Latest, true));
  return said;
}

/** With a pair of braces for each value in it. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('{}') : null;
}

function isUnspoken(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isLiteralTypeNode(node)) return true;
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return UNSPOKEN_CALLS.test(node.expression.getText());
  if (ts.isBinaryExpression(node)) return /^[!=]==$/.test(node.operatorToken.getText());
  if (!ts.isPropertyAssignment(node)) return false;
  // Templates are looked at by themselves; a binding is no text.
  return /^(?:template|styles|selector)$|^['"][[(]/.test(node.name.getText());
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
