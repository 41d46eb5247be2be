import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeApi } from './openapi';
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
});

function routesOf(app: TestApp): string[] {
  const { router } = app.nest.getHttpAdapter().getInstance() as unknown as { router: { stack: Layer[] } };
  return router.stack.flatMap(({ route }) => {
    if (!route || NO_OPERATION.test(route.path)) return [];
    return Object.keys(route.methods).map((method) => `${method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`);
  });
}
