import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { holdingsOf } from './isolation/things';
import { type Answer, ask, parse, speak } from './support/exchange';
import { Client, Person } from './support/person';
import { expectProblem, expectProblemOf } from './support/problem';
import { Product } from './support/product';

const CREATE = '/api/ai/conversations';
const DEEP = 15_000;

let product: Product;
let person: Person;
let nobody: Client;
beforeAll(async () => {
  product = await Product.start();
  person = await Person.register(product.url);
  nobody = new Client(product.url);
});
afterAll(() => product.stop());

function post(body: string | Buffer, headers: Record<string, string> = { 'content-type': 'application/json' }): Promise<Answer> {
  return person.send('POST', CREATE, { body, headers });
}

describe('a body that is not JSON', () => {
  it.each([
    'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain', 'text/json', 'application/xml', 'application/jsonp', 'application/json-patch+json', 'application/octet-stream', 'nonsense', '',
  ])('is not understood as %j', async (type) => {
    expectProblemOf(await post('{"title":"a chat"}', { 'content-type': type }), 'unsupported-media-type');
  });

  it('is not understood as a form that would sign somebody in', async () => {
    const form = new URLSearchParams({ email: person.email, password: 'an unremarkable sentence' }).toString();

    expectProblemOf(await nobody.send('POST', '/api/auth/login', { body: form, headers: { 'content-type': 'application/x-www-form-urlencoded' } }), 'unsupported-media-type');
  });

  it.each(['application/json; charset=utf-8', 'application/json; charset="UTF-8"', 'Application/JSON', 'application/json;charset=utf-8; x=y'])('is JSON as %j', async (type) => {
    expect((await post('{"title":"a chat"}', { 'content-type': type })).status).toBe(201);
  });

  it.each(['application/json; charset=utf-7', 'application/json; charset=latin1', 'application/json; charset=x', 'application/json; charset=', 'application/json; charset=utf-8; charset=utf-16'])('is refused in another character set: %j', async (type) => {
    expectProblemOf(await post('{"title":"a chat"}', { 'content-type': type }), 'unsupported-media-type');
  });

  it('is refused in a character set in which it says another thing than it seems to', async () => {
    const hidden = Buffer.from('{"title":"a","title":"b","__proto__":{"role":"admin"}}', 'utf16le');

    expectProblemOf(await post(hidden, { 'content-type': 'application/json; charset=utf-16le' }), 'unsupported-media-type');
  });

  it.each(['gzip', 'br', 'deflate', 'zstd', 'gzip, gzip', 'x'])('is refused with a content coding: %s', async (encoding) => {
    const answer = await post('{"title":"a chat"}', { 'content-type': 'application/json', 'content-encoding': encoding });

    expectProblemOf(answer, 'unsupported-media-type');
    expect(answer.headers['accept-encoding']).toBe('identity');
  });
});

describe('JSON that surprises', () => {
  it.each([
    ['nested fifteen thousand deep, in lists', '['.repeat(DEEP) + ']'.repeat(DEEP)],
    ['nested fifteen thousand deep, in objects', '{"title":'.repeat(6000) + '1' + '}'.repeat(6000)],
    ['one key twice', '{"title":"a","title":"b"}'],
    ['one key twice, spelled in two ways', '{"title":"a","\\u0074itle":"b"}'],
    ['__proto__', '{"title":"a","__proto__":{"role":"admin"}}'],
    ['__proto__ in escapes', '{"title":"a","\\u005f\\u005fproto\\u005f\\u005f":{}}'],
    ['constructor.prototype', '{"title":"a","constructor":{"prototype":{"role":"admin"}}}'],
    ['a number beyond all numbers', '{"title":1e999}'],
    ['half a pair of surrogates', '{"title":"a\\ud800b"}'],
    ['NUL in escapes', '{"title":"a\\u0000b"}'],
    ['NUL itself', '{"title":"a\u0000b"}'],
    ['a line break in a title', '{"title":"a\\nb"}'],
    ['no end', '{"title":"a"'],
    ['more after its end', '{"title":"a"} {}'],
    ['a word', 'hello'],
    ['a bare string', '"a"'],
    ['a list', '[{"title":"a"}]'],
    ['null', 'null'],
    ['comments', '{"title":"a"/* a chat */}'],
    ['a byte order mark in its middle', '{\ufeff"title":"a"}'],
    ['NaN', '{"title":NaN}'],
    ['single quotes', "{'title':'a'}"],
    ['nothing but spaces', '   '],
  ])('is an invalid request that changes nothing: %s', async (_, text) => {
    const before = await holdingsOf(person);

    const problem = expectProblemOf(await post(text), 'invalid-request');

    expect(problem.detail).not.toMatch(/JSON at position|Unexpected|token/i);
    expect(await holdingsOf(person)).toEqual(before);
  });

  it('is refused when its bytes are no UTF-8, or is read as replaced characters', async () => {
    const answer = await post(Buffer.from([...Buffer.from('{"title":"a'), 0xff, 0xfe, ...Buffer.from('"}')]));

    expect([201, 400]).toContain(answer.status);
    if (answer.status === 201) expect(answer.json<{ title: string }>().title).toBe('a\ufffd\ufffd');
    else expectProblem(answer);
  });

  it('is refused above 64 kB, by its length and without one', async () => {
    const text = JSON.stringify({ title: 'a'.repeat(70_000) });

    expectProblemOf(await post(text), 'payload-too-large');
    const head = `POST ${CREATE} HTTP/1.1\r\nHost: x\r\nAuthorization: ${person.headers['authorization'] ?? ''}\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const chunked = parse(await speak(product.server.port, `${head}${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`));
    expect(chunked.status).toBe(413);
  });

  it('is refused to a guest like any other body, and as what it is where no session is needed', async () => {
    const [body, headers] = ['[['.repeat(100), { 'content-type': 'application/json' }];

    expectProblemOf(await nobody.send('POST', CREATE, { body, headers }), 'unauthenticated');
    expectProblemOf(await nobody.send('POST', CREATE, { body: '{"title":"a chat"}', headers }), 'unauthenticated');
    expectProblemOf(await nobody.send('POST', '/api/auth/login', { body, headers }), 'invalid-request');
  });
});

describe('a path that is no route', () => {
  it.each([
    '/api', '/api/', '/api/ai', '/api/nothing', '/api/ai/my-images/', '/api/AI/my-images', '/API/ai/my-images', '/api/ai/My-Images', '/api//ai/my-images', '/api/ai/my-images/x/y', '/api/ai/my-images;x=y',
    '/api/ai/my-images%2f', '/api/ai/my%2dimages%00', '/api/openapi.json/', '/v1/models', '/v1', '/.env', '/.git/config', '/api/.env', '/package.json', '/main.js', '/nothing.js',
  ])('is not found: %s', async (path) => {
    expectProblemOf(await ask(product.server.port, 'GET', path, person.headers), 'not-found');
  });

  it.each(['PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'MKCOL', 'SEARCH', 'PURGE', 'LINK'])('is not found by another method: %s of the list', async (method) => {
    expectProblemOf(await ask(product.server.port, method, '/api/ai/my-images', person.headers), 'not-found');
  });

  it.each(['NONSENSE', 'get', 'G\u0000T', '../'])('is a bad request by a method that is none: %j', async (method) => {
    expectProblemOf(await ask(product.server.port, method, '/api/ai/my-images', person.headers), 'invalid-request');
  });

  it('takes no other method in disguise', async () => {
    const image = await person.makes('a lighthouse');
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) await person.send('POST', image.url, { headers: { [name]: 'DELETE' } });
    await person.get(`${image.url}?_method=DELETE`);

    expect((await person.get(image.url)).status).toBe(200);
  });

  it('tells nothing of the path, the platform or the machine', async () => {
    for (const path of ['/api/<script>alert(1)</script>', '/<script>alert(1)</script>', '/api/ai/images/%E0%A4%A', '/%E0%A4%A']) {
      const answer = await ask(product.server.port, 'GET', path, person.headers);

      expect([400, 404]).toContain(answer.status);
      expect(answer.everything.toString('latin1')).not.toMatch(/script>|express|nest|node_modules|at /i);
    }
  });
});

describe('a request that is hardly HTTP', () => {
  it.each([
    ['headers beyond 64 kB', `GET /api/health/live HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(70_000)}\r\n\r\n`, 431],
    ['a thousand cookies', `GET /api/ai/my-images HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: ${'vitrine_media=x; '.repeat(800)}\r\n\r\n`, 401],
    ['no host', 'GET /api/health/live HTTP/1.1\r\n\r\n', 400],
    ['two lengths', 'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}', 400],
    ['a length and chunks', 'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['a negative length', 'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n', 400],
    ['NUL in a header', 'GET /api/health/live HTTP/1.1\r\nHost: x\r\nX-A: a\u0000b\r\n\r\n', 400],
    ['two hosts', 'GET /api/health/live HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n', 400],
    ['an address that is none', 'GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['an expectation', 'GET /api/health/live HTTP/1.1\r\nHost: x\r\nExpect: more\r\n\r\n', 417],
    ['no HTTP at all', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001', 400],
  ])('is refused, and the next is served: %s', async (_, bytes, status) => {
    const answer = parse(await speak(product.server.port, bytes));

    expect(answer.status).toBe(status);
    expectProblem(answer);
    expect((await nobody.get('/api/health/live')).status).toBe(200);
  });
});

describe('a client that never ends its headers', () => {
  it('is told so and let go, and the next is served', async () => {
    const answer = parse(await speak(product.server.port, 'GET /api/health/live HTTP/1.1\r\nHost: x\r\n'));

    expectProblemOf(answer, 'request-timeout');
    expect((await nobody.get('/api/health/live')).status).toBe(200);
  });
});

describe('every answer', () => {
  it('carries the headers that keep a browser safe, and none that tells what serves it', async () => {
    const image = await person.makes('a lighthouse');
    const answers: Record<string, Answer> = {
      list: await person.get('/api/ai/my-images'),
      bytes: await person.get(image.url),
      unchanged: await person.get(image.url, { 'if-none-match': `"${image.sha256}"` }),
      unauthenticated: await nobody.get('/api/ai/my-images'),
      'not found': await person.get('/api/nothing'),
      'not found outside the API': await nobody.get('/nothing.js'),
      invalid: await person.get('/api/ai/my-images?limit=0'),
      'not JSON': await post('x', { 'content-type': 'text/plain' }),
      broken: await post('{'),
      'too large': await post(JSON.stringify({ title: 'a'.repeat(70_000) })),
      'a bad path': await ask(product.server.port, 'GET', '/api/ai/images/%E0%A4%A', person.headers),
      health: await nobody.get('/api/health/live'),
      document: await nobody.get('/api/openapi.json'),
      docs: await nobody.get('/api/docs'),
      'no content': await person.delete(image.url),
    };

    for (const [name, { headers }] of Object.entries(answers)) {
      expect({ name, poweredBy: headers['x-powered-by'], server: headers['server'] }).toEqual({ name, poweredBy: undefined, server: undefined });
      expect({ name, ...headers }).toMatchObject({
        name,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-frame-options': 'SAMEORIGIN',
        'content-security-policy': expect.stringMatching(/^default-src '(self|none)'/),
      });
      expect({ name, cors: headers['access-control-allow-origin'] }).toEqual({ name, cors: undefined });
    }
  });

  it('of JSON is kept by nobody', async () => {
    const answers = await Promise.all([person.get('/api/ai/my-images'), person.get('/api/auth/me'), nobody.get('/api/ai/my-images'), person.get('/api/nothing')]);

    expect(answers.map(({ headers }) => headers['cache-control'])).toEqual(['no-store', 'no-store', 'no-store', 'no-store']);
  });

  it('names its own request, whatever name the caller sent', async () => {
    const answer = await person.get('/api/nothing', { 'x-request-id': 'mine', traceparent: 'mine' });

    expect(expectProblem(answer).instance).not.toContain('mine');
  });

  it('gives another origin nothing', async () => {
    const asked = await nobody.send('OPTIONS', '/api/auth/login', { headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' } });
    const read = await person.get('/api/ai/my-images', { origin: 'https://elsewhere.example' });

    expect([asked.headers['access-control-allow-origin'], read.headers['access-control-allow-origin']]).toEqual([undefined, undefined]);
  });
});
