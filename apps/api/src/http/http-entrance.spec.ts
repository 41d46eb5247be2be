import { createServer, request as sendRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IMAGE_BYTES_MAX, Problem } from '@vitrine/contracts';
import { PASSWORD, TestApp, type TestUser } from '../testing/test-app';
import { HttpEntrance } from './http-entrance';

const LIVE = '/api/health/live';

describe('the entrance', () => {
  let app: TestApp;
  let alice: TestUser;
  beforeAll(async () => {
    app = await TestApp.start();
    alice = await app.register();
  });
  afterAll(() => app.stop());

  /** All that the server sends until it closes the connection, or is silent after a whole response. */
  function speak(bytes: string | Buffer, isWhole = (_text: string) => false, port = Number(new URL(app.url).port)): Promise<string> {
    return new Promise((resolve, reject) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (chunk) => {
        text += chunk.toString();
        if (isWhole(text)) socket.destroy();
      });
      socket.on('error', reject).on('close', () => { resolve(text); });
    });
  }

  function problemIn(text: string): Problem {
    const [head = '', body = ''] = text.split('\r\n\r\n');
    expect(head).toMatch(/\r\ncontent-type: application\/problem\+json; charset=utf-8(\r\n|$)/i);
    expect(head).toMatch(/\r\nconnection: close(\r\n|$)/i);
    expect(head).toMatch(/\r\nx-content-type-options: nosniff(\r\n|$)/i);
    expect(head).toMatch(/\r\ncache-control: no-store(\r\n|$)/i);
    const problem = Problem.parse(JSON.parse(body));
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${String(problem.status)} `));
    return problem;
  }

  it.each([
    ['no host', `GET ${LIVE} HTTP/1.1\r\n\r\n`, 'invalid-request'],
    ['two hosts', `GET ${LIVE} HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n`, 'invalid-request'],
    ['one host twice', `GET ${LIVE} HTTP/1.1\r\nHost: a\r\nhOST: a\r\n\r\n`, 'invalid-request'],
    ['two hosts, in HTTP/1.0', `GET ${LIVE} HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n`, 'invalid-request'],
    ['a list of hosts', `GET ${LIVE} HTTP/1.1\r\nHost: a, b\r\n\r\n`, 'invalid-request'],
    ['a host with a path', `GET ${LIVE} HTTP/1.1\r\nHost: a/b\r\n\r\n`, 'invalid-request'],
    ['an address that is none', 'GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n', 'invalid-request'],
    ['an address with a port beyond all ports', 'GET http://x:99999/ HTTP/1.1\r\nHost: x\r\n\r\n', 'invalid-request'],
    ['an address of another scheme', 'GET ftp://x/ HTTP/1.1\r\nHost: x\r\n\r\n', 'invalid-request'],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n', 'invalid-request'],
    ...['0.9', '1.2', '2.0', '3.0', '9.9'].map((version) => [`version ${version}`, `GET ${LIVE} HTTP/${version}\r\nHost: x\r\n\r\n`, 'invalid-request']),
    ['an expectation', `GET ${LIVE} HTTP/1.1\r\nHost: x\r\nExpect: the-unexpected\r\n\r\n`, 'expectation-failed'],
    ['no HTTP', 'nonsense\r\n\r\n', 'invalid-request'],
    ['two lengths', 'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}', 'invalid-request'],
    ['a chunk of no length', 'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n', 'invalid-request'],
    ['endless chunk extensions', `POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(20_000)}\r\n`, 'payload-too-large'],
    ['headers beyond 64 kB', `GET ${LIVE} HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(70_000)}\r\n\r\n`, 'headers-too-large'],
    ['a tunnel', 'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n', 'not-found'],
  ])('answers with a problem, and closes: %s', async (_, bytes, name) => {
    expect(problemIn(await speak(bytes)).type).toBe(`/problems/${name}`);
    expect((await app.as(null).get(LIVE)).status).toBe(200);
  });

  it('answers what was read before it, and then with a problem', async () => {
    const text = await speak(`GET ${LIVE} HTTP/1.1\r\nHost: x\r\n\r\nGET ${LIVE} HTTP/1.1\r\nHost: x\r\n\r\nnonsense\r\n\r\n`);

    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 400']);
  });

  const CONNECT = 'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n';

  it.each([
    ['a tunnel', `${CONNECT}\r\n`],
    ['a tunnel with a body', `${CONNECT}Content-Length: 2\r\n\r\n{}`],
    ['a tunnel with a body that does not come', `${CONNECT}Content-Length: 2\r\n\r\n`],
  ])('answers a request whose work lasts, and then refuses %s', async (_, tunnel) => {
    const body = JSON.stringify({ email: alice.email, password: PASSWORD });
    const login = `POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`;

    const text = await speak(`${login}GET ${LIVE} HTTP/1.1\r\nHost: x\r\n\r\n${tunnel}`);

    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 404']);
    expect(text).toContain('"accessToken"');
    expect((await app.as(null).get(LIVE)).status).toBe(200);
  });

  it('sends the whole of a large response before it refuses a tunnel', async () => {
    const pieces = 300;
    const server = createServer();
    new HttpEntrance(server, (_request, response) => { Readable.from(Array.from({ length: pieces }, () => Buffer.alloc(65_536, 'x'))).pipe(response); });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));

    const text = await speak(`GET / HTTP/1.1\r\nHost: x\r\n\r\n${CONNECT}\r\n`, () => false, (server.address() as AddressInfo).port);
    server.close();

    expect(text.match(/x{65536}/g)).toHaveLength(pieces);
    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404']);
  });

  it('answers a request to speak another protocol as any other, after those before it', async () => {
    const text = await speak(`GET ${LIVE} HTTP/1.1\r\nHost: x\r\n\r\nGET ${LIVE} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n`, (all) => all.split('HTTP/1.1 200').length === 3);

    expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200']);
  });

  it.each([
    ['http://elsewhere.example/api/health/live', 200],
    ['HTTP://x:8080/api/health/live?a=b', 200],
    ['http://x/api/nothing', 404],
    ['http://x/api/auth/me', 401],
    ['http://x', 404], // A page, where there is a portal.
    ['http://x?a', 404],
  ])('understands an address in absolute form: %s', async (target, status) => {
    expect(await speak(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(new RegExp(`^HTTP/1.1 ${String(status)} `));
  });

  it('needs no host in HTTP/1.0', async () => {
    expect(await speak(`GET ${LIVE} HTTP/1.0\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
  });

  describe('a body', () => {
    const head = (path: string, more: string) => `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${alice.accessToken}\r\n${more}\r\n\r\n`;
    const isWhole = (text: string) => /^HTTP\/1\.1 [2-5][^]*\}$/.test(text);

    it.each([
      ['/api/auth/login', 'Content-Type: application/json', 65_537],
      ['/api/ai/conversations', 'Content-Type: application/json', 10_000_000_000],
      ['/api/ai/images?prompt=a&model=none', 'Content-Type: image/png', IMAGE_BYTES_MAX + 1],
    ])('that is announced as too large is refused before any of it has come: %s', async (path, type, length) => {
      const text = await speak(head(path, `${type}\r\nContent-Length: ${String(length)}`), isWhole);

      expect(text).toMatch(/^HTTP\/1\.1 413 .*"\/problems\/payload-too-large"/s);
    });

    it('is refused as soon as too much of it has come', async () => {
      const chunk = `10000\r\n${'a'.repeat(65_536)}\r\n`;
      const text = await speak(head('/api/ai/conversations', 'Content-Type: application/json\r\nTransfer-Encoding: chunked') + chunk.repeat(2), isWhole);

      expect(text).toMatch(/^HTTP\/1\.1 413 /);
    });

    it('is refused before it is sent by a client that asks first', async () => {
      for (const [type, length, status] of [['text/plain', 10, 415], ['application/json', 70_000, 413]] as const) {
        const text = await speak(head('/api/ai/conversations', `Content-Type: ${type}\r\nContent-Length: ${String(length)}\r\nExpect: 100-continue`), isWhole);

        expect(text).toMatch(new RegExp(`^HTTP/1.1 ${String(status)} `));
      }
    });

    it('is not asked for from an HTTP/1.0 client, which knows no answer before the answer', async () => {
      const text = await speak(`POST /api/auth/login HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n{}`);

      expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400']);
    });

    it.each([
      ['an unknown route', 'POST /api/nothing HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n', 404],
      ['a body of another type', 'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n', 415],
    ])('that turns out to be broken after its answer gets no second one: %s', async (_, request, status) => {
      const text = await new Promise<string>((resolve, reject) => {
        let all = '';
        const socket = connect(Number(new URL(app.url).port), '127.0.0.1', () => socket.write(request));
        socket.setEncoding('latin1').on('data', (more: string) => { if (all === '') socket.write('zz\r\n'); all += more; }).on('error', reject).on('close', () => { resolve(all); });
      });

      expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual([`HTTP/1.1 ${String(status)}`]);
    });

    it('is asked for from a client that asks first', async () => {
      const body = JSON.stringify({ title: 'a chat' });
      const status = await new Promise((resolve, reject) => {
        const headers = { authorization: `Bearer ${alice.accessToken}`, 'content-type': 'application/json', 'content-length': body.length, expect: '100-continue' };
        const request = sendRequest(`${app.url}/api/ai/conversations`, { method: 'POST', headers }, (response) => { resolve(response.resume().statusCode); });
        request.on('continue', () => request.end(body)).on('error', reject).flushHeaders();
      });

      expect(status).toBe(201);
    });

    it('that is cut off changes nothing', async () => {
      const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
      const closed = new Promise((close) => socket.once('close', close));
      socket.on('error', () => undefined);
      socket.write(`${head('/api/ai/conversations', 'Content-Type: application/json\r\nContent-Length: 100')}{"title":`, () => socket.resetAndDestroy());
      await closed;

      expect((await app.as(alice).get(LIVE)).status).toBe(200);
    });
  });
});
