import { request as sendRequest } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Conversation } from '@vitrine/contracts';
import { TestApp, type TestUser } from '../testing/test-app';

describe('an answer in JSON', () => {
  let app: TestApp;
  let alice: TestUser;
  beforeAll(async () => {
    app = await TestApp.start();
    alice = await app.register({ displayName: 'a'.repeat(60) });
    for (let nth = 0; nth < 20; nth += 1) await app.as(alice).post('/api/ai/conversations', { title: `a chat about lighthouses, number ${String(nth)}` });
  });
  afterAll(() => app.stop());

  function get(path: string, accepted?: string, method = 'GET'): Promise<{ coding: string | undefined; vary: string | undefined; length: string | undefined; body: Buffer }> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${alice.accessToken}`, ...(accepted === undefined ? {} : { 'accept-encoding': accepted }) };
      sendRequest(app.url + path, { method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => { resolve({ coding: response.headers['content-encoding'], vary: response.headers.vary, length: response.headers['content-length'], body: Buffer.concat(chunks) }); });
      }).on('error', reject).end();
    });
  }

  it.each(['gzip', 'gzip, deflate, br', '*', 'br;q=1, gzip;q=0.5, identity;q=0.1'])('is compressed for a client that takes %s', async (accepted) => {
    const plain = await get('/api/ai/conversations');
    const { coding, vary, length, body } = await get('/api/ai/conversations', accepted);

    expect([coding, vary, length]).toEqual(['gzip', 'Accept-Encoding', String(body.length)]);
    expect(body.length).toBeLessThan(plain.body.length / 2);
    expect(gunzipSync(body).equals(plain.body)).toBe(true);
  });

  it.each([undefined, '', 'identity', 'gzip;q=0', 'br'])('is sent as it is to a client that takes %j', async (accepted) => {
    const { coding, vary, length, body } = await get('/api/ai/conversations', accepted);

    expect([coding, vary, length]).toEqual([undefined, 'Accept-Encoding', String(body.length)]);
    expect((JSON.parse(body.toString()) as { conversations: Conversation[] }).conversations).toHaveLength(20);
  });

  it('is sent as it is when it is small, or holds what must stay secret', async () => {
    expect((await get('/api/auth/me', 'gzip')).coding).toBeUndefined();
    expect((await get('/api/auth/sessions', 'gzip')).coding).toBeUndefined();
  });

  it('has the same headers and no body for HEAD', async () => {
    const { coding, body, length } = await get('/api/ai/conversations', 'gzip', 'HEAD');

    expect([coding, body.length]).toEqual(['gzip', 0]);
    expect(Number(length)).toBeGreaterThan(100);
  });
});
