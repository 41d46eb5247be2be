import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Problem } from '@vitrine/contracts';
import { describeApi } from './openapi';
import { PROBLEM_EXAMPLES } from './openapi/problem-examples';
import { TestApp } from './testing/test-app';

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** What serves the document itself, and what stands before every route. */
const NO_OPERATION = /^\/api\/(docs|openapi)|\*/;

describe('the OpenAPI document', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  it('has every route that the platform knows, and no other', () => {
    const documented = Object.entries(describeApi(app.nest).paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method} ${path}`));

    expect(documented.length).toBeGreaterThan(15);
    expect(documented.sort()).toEqual(routesOf(app).sort());
  });

  it('has an example of every problem that it names', () => {
    const references = [...JSON.stringify(describeApi(app.nest).paths).matchAll(/"#\/components\/examples\/([a-z-]+)"/g)].map(([, name = '']) => name);

    expect(references.length).toBeGreaterThan(100);
    expect([...new Set(references)].filter((name) => !(name in PROBLEM_EXAMPLES))).toEqual([]);
    for (const { value } of Object.values(PROBLEM_EXAMPLES)) expect(Problem.strict().parse(value)).toEqual(value);
  });

  it('names the cookies as this server does', async () => {
    const { cookies } = await app.register();

    expect(Object.keys(cookies)).toEqual(expect.arrayContaining(cookieNamesIn(app)));
    expect(cookieNamesIn(app)).toHaveLength(2);
  });
});

describe('the OpenAPI document of a server with a public address', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ PUBLIC_URL: 'https://images.example.org' });
  });
  afterAll(() => app.stop());

  it('names that address and the cookies of https', async () => {
    const { cookies } = await app.register();

    expect(describeApi(app.nest).servers).toEqual([expect.objectContaining({ url: 'https://images.example.org' })]);
    expect(Object.keys(cookies)).toEqual(expect.arrayContaining(cookieNamesIn(app)));
    expect(cookieNamesIn(app)).toEqual(expect.arrayContaining([expect.stringMatching(/^__Secure-/)]));
  });
});

function cookieNamesIn(app: TestApp): string[] {
  const schemes = Object.values(describeApi(app.nest).components?.securitySchemes ?? {});
  return schemes.flatMap((scheme) => ('in' in scheme && scheme.in === 'cookie' ? [scheme.name ?? ''] : [])).sort();
}

function routesOf(app: TestApp): string[] {
  const { router } = app.nest.getHttpAdapter().getInstance() as unknown as { router: { stack: Layer[] } };
  return router.stack.flatMap(({ route }) => {
    if (!route || NO_OPERATION.test(route.path)) return [];
    return Object.keys(route.methods).map((method) => `${method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`);
  });
}
