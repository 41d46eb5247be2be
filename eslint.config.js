import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

const TS = ['**/*.ts', '**/*.mts'];
const SPECS = ['**/*.spec.ts', '**/*.contract.ts', 'apps/*-e2e/**/*.ts', 'apps/*-faults/**/*.ts', '**/testing/**/*.ts'];

/** The modules a folder of the API may not import, each with the reason. The exempt folders follow below. */
const FENCED = {
  openai: { group: ['openai', 'openai/*', 'undici', 'eventsource-parser'], message: 'Only generation/generators/openai-* speaks to the provider.' },
  fs: { group: ['node:fs', 'node:fs/*', 'fs', 'fs/*'], message: 'Only the file store, the folders and secrets of a start, and tools touch files.' },
  kysely: { group: ['kysely', 'kysely/*', 'better-sqlite3'], message: 'Only repositories and database/ write SQL.' },
  express: { name: 'express', message: 'Only main.ts, controllers, guards and the filter know the platform.' },
  http: { name: '@nestjs/common', importNames: ['HttpException', 'BadRequestException', 'NotFoundException', 'UnauthorizedException', 'ForbiddenException', 'ConflictException', 'InternalServerErrorException'], message: 'Throw a named problem from problems/.' },
};

function fences(...keys) {
  const chosen = keys.map((key) => FENCED[key]);
  return {
    'no-restricted-imports': ['error', {
      paths: chosen.filter((fence) => 'name' in fence),
      patterns: chosen.filter((fence) => 'group' in fence),
    }],
  };
}

/** Who may import whom. Tests may also speak to the fake provider, which lives among the tools. */
function boundaries(...forTests) {
  return { '@nx/enforce-module-boundaries': ['error', {
    enforceBuildableLibDependency: false,
    allow: [],
    depConstraints: [
      { sourceTag: 'scope:contracts', onlyDependOnLibsWithTags: [], bannedExternalImports: ['@nestjs/*', '@angular/*', 'node:*', 'rxjs', 'rxjs/*'] },
      { sourceTag: 'scope:sketch', onlyDependOnLibsWithTags: [], bannedExternalImports: ['@nestjs/*', '@angular/*', 'node:*', 'rxjs', 'rxjs/*', 'zod'] },
      { sourceTag: 'scope:api', onlyDependOnLibsWithTags: ['scope:contracts', 'scope:sketch', ...forTests], bannedExternalImports: ['@angular/*'] },
      { sourceTag: 'scope:portal', onlyDependOnLibsWithTags: ['scope:contracts', 'scope:sketch'], bannedExternalImports: ['@nestjs/*', 'openai', 'node:*', 'zod'] },
      { sourceTag: 'scope:e2e', onlyDependOnLibsWithTags: ['scope:contracts', ...forTests] },
      { sourceTag: 'scope:tools', onlyDependOnLibsWithTags: ['scope:contracts', 'scope:sketch'] },
    ],
  }] };
}

const PROCESS_ENV = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only config/ reads the environment.',
};

export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '.nx', '.angular', 'data', 'uploads', '**/reports'] },
  js.configs.recommended,
  {
    files: TS,
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    rules: {
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-redeclare': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error',
        { selector: 'TSEnumDeclaration', message: 'Use an `as const` object.' },
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
      ],
      'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 40, skipComments: true }],
      complexity: ['error', 8],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
    },
  },
  {
    files: ['**/*.ts', '**/*.mjs', '**/*.js'],
    ignores: ['**/jest.config.mjs', 'apps/*-faults/before-all.mjs'],
    plugins: { '@nx': nx },
    rules: {
      ...boundaries(),
    },
  },
  {
    files: ['apps/api/src/**/*.ts', 'apps/portal/src/**/*.ts', 'libs/*/src/**/*.ts'],
    ignores: SPECS,
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignoreSticky: false, ignorePartial: false }],
    },
  },
  {
    files: ['libs/contracts/src/**/*.ts', 'libs/sketch/src/**/*.ts'],
    ignores: SPECS,
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: ['node:*', '@nestjs/*', '@angular/*', 'rxjs', 'rxjs/*'], message: 'The shared libraries run everywhere: plain TypeScript only.' }] }] },
  },
  {
    files: ['apps/portal/src/**/*.ts'],
    ignores: SPECS,
    rules: {
      'no-restricted-imports': ['error', {
        patterns: [
          { group: ['node:*', '@nestjs/*', 'openai', 'zod'], message: 'The portal runs in a browser.' },
          { regex: '^@vitrine/contracts$', allowTypeImports: true, message: 'The portal imports types only, or @vitrine/contracts/limits, /text or /file-name.' },
        ],
      }],
    },
  },
  {
    files: ['apps/api/src/**/*.ts'],
    ignores: SPECS,
    rules: {
      ...fences('openai', 'fs', 'kysely', 'express', 'http'),
      'no-restricted-syntax': ['error', PROCESS_ENV,
        { selector: 'TSEnumDeclaration', message: 'Use an `as const` object.' },
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
      ],
    },
  },
  { files: ['apps/api/src/**/*.repository.ts', 'apps/api/src/database/**/*.ts'], ignores: SPECS, rules: fences('openai', 'fs', 'express', 'http') },
  { files: ['apps/api/src/database/private-file.ts'], rules: fences('openai', 'kysely', 'express', 'http') },
  { files: ['apps/api/src/generation/generators/openai-*.ts'], ignores: SPECS, rules: fences('fs', 'kysely', 'express', 'http') },
  { files: ['apps/api/src/images/storage/file-*.ts', 'apps/api/src/config/secrets.ts', 'apps/api/src/config/folders.ts', 'apps/api/src/maintenance/**/*.files.ts'], ignores: SPECS, rules: fences('openai', 'kysely', 'express', 'http') },
  { files: ['apps/api/src/**/*.controller.ts', 'apps/api/src/main.ts', 'apps/api/src/openapi.ts', 'apps/api/src/**/*.guard.ts', 'apps/api/src/**/*.filter.ts', 'apps/api/src/**/*.strategy.ts', 'apps/api/src/http/**/*.ts', 'apps/api/src/**/*-answers.ts'], ignores: SPECS, rules: fences('openai', 'fs', 'kysely', 'http') },
  { files: ['apps/api/src/http/portal-files.ts', 'apps/api/src/http/memory-files.ts'], rules: fences('openai', 'kysely', 'express', 'http') },
  { files: ['apps/api/src/problems/**/*.ts'], ignores: SPECS, rules: fences('openai', 'fs', 'kysely') },
  {
    files: ['apps/api/src/config/**/*.ts'],
    ignores: SPECS,
    rules: { 'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'Use an `as const` object.' }, { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' }] },
  },
  {
    files: ['apps/portal/src/**/*.ts'],
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/directive-selector': ['error', { type: 'attribute', prefix: 'app', style: 'camelCase' }],
      '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'app', style: 'kebab-case' }],
    },
  },
  { files: ['apps/portal/src/**/*.html'], extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility] },
  {
    files: SPECS,
    rules: {
      ...boundaries('scope:tools'),
      'max-lines': 'off', 'max-lines-per-function': 'off', complexity: 'off', '@typescript-eslint/no-non-null-assertion': 'off', 'no-restricted-imports': 'off', 'no-restricted-syntax': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', setInterval: 'readonly', clearInterval: 'readonly', setImmediate: 'readonly', fetch: 'readonly', AbortController: 'readonly', AbortSignal: 'readonly', performance: 'readonly', structuredClone: 'readonly', TextDecoder: 'readonly', TextEncoder: 'readonly', Response: 'readonly', Headers: 'readonly', FormData: 'readonly', Blob: 'readonly' } },
  },
  { files: ['tools/**/*.ts', 'apps/*/*.config.ts', 'apps/*-e2e/**/*.ts', 'apps/*-faults/**/*.ts'], rules: { 'no-console': 'off', 'no-restricted-syntax': 'off' } },
);
