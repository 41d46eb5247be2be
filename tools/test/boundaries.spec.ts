import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '../..');

/** Files that need not be there: the rules go by where a file would be. */
const API = 'apps/api/src/images/nothing.service.ts';
const REPOSITORY = 'apps/api/src/images/nothing.repository.ts';
const PORTAL = 'apps/portal/src/app/library/nothing.ts';
const CONTRACTS = 'libs/contracts/src/nothing.ts';
const SKETCH = 'libs/sketch/src/nothing.ts';
const API_E2E = 'apps/api-e2e/src/nothing.spec.ts';
const PORTAL_E2E = 'apps/portal-e2e/src/nothing.spec.ts';
const TOOLS = 'tools/bench/nothing.ts';

const BOUNDARY = '@nx/enforce-module-boundaries';
const IMPORTS = 'no-restricted-imports';
const SYNTAX = 'no-restricted-syntax';

/** Forbidden where it stands, by which rule. */
const FORBIDDEN: readonly (readonly [what: string, file: string, text: string, rule: string])[] = [
  ['the shared contracts on the sketch', CONTRACTS, use('@vitrine/sketch'), BOUNDARY],
  ['the shared contracts on Nest', CONTRACTS, use('@nestjs/common'), BOUNDARY],
  ['the shared contracts on Angular', CONTRACTS, use('@angular/core'), BOUNDARY],
  ['the shared contracts on RxJS', CONTRACTS, use('rxjs'), BOUNDARY],
  ['the shared contracts on Node', CONTRACTS, use('node:fs'), IMPORTS],
  ['the shared contracts on Nest, once more', CONTRACTS, use('@nestjs/common'), IMPORTS],
  ['the sketch on the contracts', SKETCH, use('@vitrine/contracts'), BOUNDARY],
  ['the sketch on Nest', SKETCH, use('@nestjs/common'), BOUNDARY],
  ['the sketch on Angular', SKETCH, use('@angular/core'), BOUNDARY],
  ['the sketch on RxJS', SKETCH, use('rxjs'), BOUNDARY],
  ['the sketch on Node', SKETCH, use('node:crypto'), IMPORTS],
  ['the API on Angular', API, use('@angular/core'), BOUNDARY],
  ['the API on the tools', API, use('@vitrine/fake-provider'), BOUNDARY],
  ['the API on the sketch by a path', API, use('../../../../libs/sketch/src/index'), BOUNDARY],
  ['the API on the portal', API, use('../../../portal/src/app/app'), BOUNDARY],
  ['the portal on Nest', PORTAL, use('@nestjs/common'), BOUNDARY],
  ['the portal on the provider', PORTAL, use('openai'), BOUNDARY],
  ['the portal on Node', PORTAL, use('node:fs'), IMPORTS],
  ['the portal on the schemas', PORTAL, use('@vitrine/contracts'), IMPORTS],
  ['the portal on zod', PORTAL, use('zod'), IMPORTS],
  ['the portal on the API', PORTAL, use('../../../../api/src/app'), BOUNDARY],
  ['the portal on the tools', PORTAL, use('@vitrine/test-server'), BOUNDARY],
  ['the tests of the API over HTTP on the API', API_E2E, use('../../api/src/app'), BOUNDARY],
  ['the tests of the API over HTTP on the sketch', API_E2E, use('@vitrine/sketch'), BOUNDARY],
  ['the browser stories on the portal', PORTAL_E2E, use('../../portal/src/app/app'), BOUNDARY],
  ['the tools on the API', TOOLS, use('../../apps/api/src/app'), BOUNDARY],

  ['the provider, outside its adapter', API, use('openai'), IMPORTS],
  ['a connection of its own, outside that adapter', API, use('undici'), IMPORTS],
  ['the provider, in another generator', 'apps/api/src/generation/generators/sketch-nothing.ts', use('openai'), IMPORTS],
  ['files, in a service', API, use('node:fs'), IMPORTS],
  ['files by promises, in a service', API, use('node:fs/promises'), IMPORTS],
  ['files by their old name, in a service', API, use('fs'), IMPORTS],
  ['files, in a repository', REPOSITORY, use('node:fs'), IMPORTS],
  ['files, in a controller', 'apps/api/src/images/nothing.controller.ts', use('node:fs'), IMPORTS],
  ['files, where the portal is answered', 'apps/api/src/http/portal.ts', use('node:fs'), IMPORTS],
  ['the platform, where the portal is read', 'apps/api/src/http/portal-files.ts', use('express'), IMPORTS],
  ['files, in the settings', 'apps/api/src/config/nothing.ts', use('node:fs'), IMPORTS],
  ['SQL, in a service', API, use('kysely'), IMPORTS],
  ['SQL, in a controller', 'apps/api/src/images/nothing.controller.ts', use('kysely'), IMPORTS],
  ['SQL, in the file store', 'apps/api/src/images/storage/file-nothing.ts', use('kysely'), IMPORTS],
  ['the database driver, in a service', API, use('better-sqlite3'), IMPORTS],
  ['the platform, in a service', API, use('express'), IMPORTS],
  ['the platform, in a repository', REPOSITORY, use('express'), IMPORTS],
  ["the platform's errors, in a service", API, use('@nestjs/common', 'NotFoundException'), IMPORTS],
  ["the platform's errors, in a controller", 'apps/api/src/images/nothing.controller.ts', use('@nestjs/common', 'HttpException'), IMPORTS],
  ['the environment, in a service', API, 'export const port = process.env.PORT;', SYNTAX],
  ['the environment by its key, in a service', API, "export const port = process.env['PORT'];", SYNTAX],
  ['the environment, in main', 'apps/api/src/main.ts', 'export const port = process.env.PORT;', SYNTAX],

  ...[API, PORTAL, CONTRACTS, SKETCH, 'apps/api/src/config/nothing.ts'].flatMap((file) => [
    [`an enum, in ${file}`, file, 'export enum Colour { Red, Green }', SYNTAX] as const,
    [`a default export, in ${file}`, file, 'const a = 1;\nexport default a;', SYNTAX] as const,
    [`any, in ${file}`, file, 'export function same(value: any): unknown {\n  return value;\n}', '@typescript-eslint/no-explicit-any'] as const,
  ]),
  ...[API, PORTAL, CONTRACTS, SKETCH].flatMap((file) => [
    [`a pattern that reads a run of spaces from each of them, in ${file}`, file, "export const trimmed = (text: string): string => text.replace(/\\s+$/, '');", 'regexp/no-super-linear-move'] as const,
    [`a pattern that divides a text in every way, in ${file}`, file, 'export const isList = (text: string): boolean => /^(a+,?)+$/.test(text);', 'regexp/no-super-linear-backtracking'] as const,
  ]),
  ['a file of 251 lines', API, lines(251), 'max-lines'],
  ['a function of 41 lines', API, `export function long(): void {\n${'  void 0;\n'.repeat(39)}}`, 'max-lines-per-function'],
  ['a function of nine ways', API, `export function winding(a: number): number {\n${Array.from({ length: 8 }, (_, n) => `  if (a === ${String(n)}) return ${String(n)};\n`).join('')}  return a;\n}`, 'complexity'],
  ['a value that is said to be there', API, 'export const first = (list: number[]): number => list[0]!;', '@typescript-eslint/no-non-null-assertion'],
  ['an error that is swallowed', API, 'export function quiet(): void {\n  try {\n    void 0;\n  } catch {}\n}', 'no-empty'],
  ['the console', API, "console.log('hello');", 'no-console'],
];

/** The same things where they belong. */
const ALLOWED: readonly (readonly [what: string, file: string, text: string])[] = [
  ['the contracts, in the API', API, use('@vitrine/contracts')],
  ['the sketch, in the API', API, use('@vitrine/sketch')],
  ['types of the contracts, in the portal', PORTAL, "import type { Image } from '@vitrine/contracts';\nexport type Mine = Image;"],
  ['the limits, in the portal', PORTAL, use('@vitrine/contracts/limits')],
  ['the names of files, in the portal', PORTAL, use('@vitrine/contracts/file-name')],
  ['the sketch, in the portal when it is wanted', PORTAL, "export const sketch = () => import('@vitrine/sketch');"],
  ['Angular, in the portal', PORTAL, use('@angular/core')],
  ['the contracts, in the tests over HTTP', API_E2E, use('@vitrine/contracts')],
  ['the fake provider, in the tests over HTTP', API_E2E, use('@vitrine/fake-provider')],
  ['the fake provider, in a spec of the API', 'apps/api/src/images/nothing.spec.ts', use('@vitrine/fake-provider')],
  ['the provider, in its adapter', 'apps/api/src/generation/generators/openai-nothing.ts', use('openai')],
  ['a connection of its own, in that adapter', 'apps/api/src/generation/generators/openai-nothing.ts', use('undici')],
  ['files, in the file store', 'apps/api/src/images/storage/file-nothing.ts', use('node:fs')],
  ['files, in the secrets', 'apps/api/src/config/secrets.ts', use('node:fs')],
  ['files, where the portal is read', 'apps/api/src/http/portal-files.ts', use('node:fs')],
  ['files, where those that are held in memory are read', 'apps/api/src/http/memory-files.ts', use('node:fs')],
  ['SQL, in a repository', REPOSITORY, use('kysely')],
  ['SQL, in the database', 'apps/api/src/database/nothing.ts', use('kysely')],
  ['the platform, in a controller', 'apps/api/src/images/nothing.controller.ts', use('express')],
  ["the platform's errors, in the problems", 'apps/api/src/problems/nothing.ts', use('@nestjs/common', 'HttpException')],
  ['the environment, in the settings', 'apps/api/src/config/nothing.ts', "export const port = process.env['PORT'];"],
  ['a pattern that reads each character once', API, "export const word = (text: string): string | undefined => /^.*[^\\s]/s.exec(text)?.[0];"],
  ['a file of 250 lines', API, lines(250)],
  ['a function of 40 lines', API, `export function long(): void {\n${'  void 0;\n'.repeat(38)}}`],
  ['a function of eight ways', API, `export function winding(a: number): number {\n${Array.from({ length: 7 }, (_, n) => `  if (a === ${String(n)}) return ${String(n)};\n`).join('')}  return a;\n}`],
  ['a long function, in a spec', 'apps/api/src/images/nothing.spec.ts', `export function long(): void {\n${'  void 0;\n'.repeat(60)}}`],
];

describe('the rules of the tree', () => {
  let found: string[][];
  beforeAll(() => {
    found = lint([...FORBIDDEN.map(([, file, text]) => ({ file, text })), ...ALLOWED.map(([, file, text]) => ({ file, text }))]);
  });

  it.each(FORBIDDEN.map(([what, , , rule], index) => ({ what, rule, index })))('forbid $what ($rule)', ({ rule, index }) => {
    expect(found[index]?.map((message) => message.split(':', 1)[0])).toContain(rule);
  });

  it.each(ALLOWED.map(([what], index) => ({ what, index: FORBIDDEN.length + index })))('allow $what', ({ index }) => {
    expect(found[index]).toEqual([]);
  });

  it('are switched off nowhere without a reason on the same line', () => {
    const offences = sources().flatMap((path) => linesOf(path).filter((line) => /\/[/*]\s*eslint-disable/.test(line) && !/eslint-disable\S*(\s+[\w@/, -]+?)?\s+--\s+\S/.test(line)).map((line) => `${path}: ${line.trim()}`));

    expect(offences).toEqual([]);
  });

  it('leave no barrel inside an app', () => {
    expect(sources().filter((path) => /^apps\/.*\/index\.ts$/.test(path))).toEqual([]);
  });

  it('are looked for in every file there is', () => {
    expect(sources().length).toBeGreaterThan(150);
  });
});

function use(module: string, name = 'thing'): string {
  return `import { ${name} } from '${module}';\nexport const used = ${name};\n`;
}

function lines(count: number): string {
  return Array.from({ length: count }, (_, n) => `export const a${String(n)} = 1;\n`).join('');
}

function lint(texts: readonly { file: string; text: string }[]): string[][] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'lint-texts.mjs')], {
    cwd: ROOT, encoding: 'utf8', input: JSON.stringify(texts), env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (status !== 0) throw new Error(`the linter failed:\n${stderr}`);
  return JSON.parse(stdout) as string[][];
}

function sources(): string[] {
  return ['apps', 'libs', 'tools'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(ts|mts|mjs|html)$/.test(path) && !/node_modules|test-results/.test(path))
      .map((path) => join(folder, path)),
  );
}

function linesOf(path: string): string[] {
  return readFileSync(join(ROOT, path), 'utf8').split('\n');
}
