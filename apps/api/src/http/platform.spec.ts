import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@vitrine/contracts';
import { TestApp } from '../testing/test-app';

describe('the platform', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  it.each(['/api/Health/live', '/api/health/live/', '/api/auth/ME', '/api/auth/me/'])('routes by the exact path: %s is nothing', async (path) => {
    expect((await app.as(null).get('/api/health/live')).status).toBe(200);

    const response = await app.as(null).get(path);

    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  it('routes by the exact prefix', async () => {
    expect((await app.as(null).get('/API/health/live')).status).toBe(404);
  });

  it.each([
    ['{"email":"a@b","email":"c@d","password":"x"}', 'The JSON names one key twice.'],
    ['{"__proto__":{"role":"admin"}}', 'The JSON has a key that is not allowed.'],
    ['['.repeat(15_000) + ']'.repeat(15_000), 'The JSON is nested too deeply.'],
    ['{"email":', 'The request could not be read.'],
    ['"text"', 'The request could not be read.'],
  ])('says what is wrong with a body it refuses: %.40s', async (body, detail) => {
    const response = await app.as(null).post('/api/auth/login', body);

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ type: '/problems/invalid-request', detail });
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', 'application/jsonp'])('reads no %s', async (type) => {
    const response = await app.as(null).post('/api/auth/login', 'email=a@b&password=x', { 'content-type': type });

    expect(response.status).toBe(415);
  });

  it('reads no more than 64 kB', async () => {
    const response = await app.as(null).post('/api/auth/login', { email: 'a@b.c', password: 'x'.repeat(65 * 1024) });

    expect(response.status).toBe(413);
    expect(((await response.json()) as Problem).type).toBe('/problems/payload-too-large');
  });

  it('waits ten seconds for headers and thirty for a request, and holds so many connections', () => {
    const { headersTimeout, requestTimeout, maxConnections } = app.nest.getHttpServer() as Server;

    expect({ headersTimeout, requestTimeout, maxConnections }).toEqual({ headersTimeout: 10_000, requestTimeout: 30_000, maxConnections: 2000 });
  });
});
