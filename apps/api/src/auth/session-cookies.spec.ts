import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cookiesOf, TestApp, type TestUser } from '../testing/test-app';

const REFRESH = '/api/auth/refresh';

describe('session cookies of two instances on one host', () => {
  let first: TestApp;
  let second: TestApp;
  let alice: TestUser;
  let bob: TestUser;
  beforeAll(async () => {
    first = await TestApp.start({ PUBLIC_URL: 'http://localhost:3000' });
    second = await TestApp.start({ PUBLIC_URL: 'http://localhost:3001' });
    alice = await first.register();
    bob = await second.register();
  });
  afterAll(() => Promise.all([first.stop(), second.stop()]));

  /** What a browser sends to either, which does not distinguish ports. */
  const both = () => ({ ...alice.cookies, ...bob.cookies });

  it('have the port of the public address in their names', () => {
    expect(Object.keys(alice.cookies).sort()).toEqual(['vitrine_device_3000', 'vitrine_media_3000', 'vitrine_refresh_3000']);
    expect(Object.keys(bob.cookies).sort()).toEqual(['vitrine_device_3001', 'vitrine_media_3001', 'vitrine_refresh_3001']);
  });

  it('are renewed and ended by their own instance alone', async () => {
    const renewed = await first.withCookies(both()).post(REFRESH, {});
    const ended = await first.withCookies({ ...both(), ...cookiesOf(renewed) }).post('/api/auth/logout', {});

    expect(renewed.status).toBe(200);
    expect(Object.keys(cookiesOf(renewed)).sort()).toEqual(['vitrine_media_3000', 'vitrine_refresh_3000']);
    expect(cookiesOf(ended)).toEqual({ vitrine_refresh_3000: '', vitrine_media_3000: '' });
    expect((await second.withCookies(both()).post(REFRESH, {})).status).toBe(200);
  });

  it('have no port in their names where the public address has none, or the scheme\'s own', async () => {
    for (const [address, prefix] of [['http://vitrine.example', ''], ['https://vitrine.example:443', '__Secure-']] as const) {
      const app = await TestApp.start({ PUBLIC_URL: address });
      try {
        expect(Object.keys((await app.register()).cookies)).toContain(`${prefix}vitrine_refresh`);
      } finally {
        await app.stop();
      }
    }
  });

  describe('from before the port was in their names', () => {
    const formerOf = async (app: TestApp, port: string) => {
      const { cookies } = await app.register();
      return { vitrine_refresh: cookies[`vitrine_refresh_${port}`] ?? '', vitrine_media: cookies[`vitrine_media_${port}`] ?? '' };
    };

    it('still sign in, and are replaced', async () => {
      const former = await formerOf(first, '3000');
      const response = await first.withCookies(former).post(REFRESH, {});

      expect(response.status).toBe(200);
      expect(cookiesOf(response)).toMatchObject({ vitrine_refresh: '', vitrine_media: '', vitrine_refresh_3000: expect.stringMatching(/./), vitrine_media_3000: expect.stringMatching(/./) });
      expect((await first.withCookies(former).get('/api/ai/images/01890000-0000-7000-8000-000000000000.png')).status).toBe(404);
    });

    it('are left alone when they are another instance\'s', async () => {
      const former = await formerOf(second, '3001');
      const refused = await first.withCookies(former).post(REFRESH, {});

      expect(refused.status).toBe(401);
      expect(Object.keys(cookiesOf(refused)).sort()).toEqual(['vitrine_media_3000', 'vitrine_refresh_3000']);
      expect(Object.keys(cookiesOf(await first.withCookies({ ...former, ...(await first.register()).cookies }).post(REFRESH, {})))).not.toContain('vitrine_refresh');
      expect((await second.withCookies(former).post(REFRESH, {})).status).toBe(200);
    });
  });
});
