import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApp, type TestUser } from '../testing/test-app';

interface Operation {
  readonly operationId: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly requestBody?: unknown;
}

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';
const BEARER = 'bearer';

describe('a body that is refused', () => {
  let app: TestApp;
  let alice: TestUser;
  let routes: readonly { method: string; path: string; needsSession: boolean }[];
  beforeAll(async () => {
    app = await TestApp.start();
    alice = await app.register();
    const { paths } = await app.as(null).json<{ paths: Record<string, Record<string, Operation>> }>('/api/openapi.json');
    const operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
    routes = operations.filter(({ operation }) => operation.requestBody !== undefined).map(({ path, method, operation: { security = [] } }) => ({
      method: method.toUpperCase(),
      path: path.replaceAll('{id}', ID).replaceAll('{filename}', `${ID}.png`),
      needsSession: security.some((scheme) => BEARER in scheme),
    }));
  });
  afterAll(() => app.stop());

  const REFUSED: readonly [name: string, body: string, headers: Record<string, string>, statuses: readonly number[]][] = [
    ['its type', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, [415]],
    ['its coding', '{}', { 'content-type': 'application/json', 'content-encoding': 'gzip' }, [415]],
    ['its length', 'x'.repeat(70_000), { 'content-type': 'application/json' }, [413, 415]],
    ['its JSON', '{', { 'content-type': 'application/json' }, [400, 415]],
  ];

  it.each(REFUSED)('because of %s is refused to guests with 401 where a session is needed, and as what it is everywhere else', async (_, body, headers, statuses) => {
    const send = async (path: string, method: string, user: TestUser | null) => (await fetch(app.url + path, { method, body, headers: { ...headers, ...(user && { authorization: `Bearer ${user.accessToken}` }) } })).status;

    expect(routes.filter(({ needsSession }) => needsSession).length).toBeGreaterThan(10);
    for (const { method, path, needsSession } of routes) {
      const [guest, owner] = [await send(path, method, null), await send(path, method, alice)];
      expect([method, path, needsSession ? guest === 401 : statuses.includes(guest), statuses.includes(owner)]).toEqual([method, path, true, true]);
    }
  });
});
