import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { startFakeProvider, type FakeProvider } from './fake-provider.mjs';

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider({ apiKey: 'sk-right' });
});
afterEach(() => provider.reset());
afterAll(() => provider.close());

const MODEL = 'gpt-image-2.5-flare';

function ask(body: object, init: RequestInit = {}): Promise<Response> {
  return fetch(`${provider.url}/images/generations`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-right', 'content-type': 'application/json' },
    body: JSON.stringify({ model: MODEL, ...body }),
    ...init,
  });
}

interface Answer {
  data: { b64_json?: string; url?: string; revised_prompt?: string }[];
  usage?: { total_tokens: number };
  error?: { code: string | null; type: string; message: string };
}
async function answerTo(body: object): Promise<Answer> {
  return (await ask(body)).json() as Promise<Answer>;
}
async function pictureOf(body: object): Promise<Buffer> {
  const answer = await answerTo(body);
  return Buffer.from(answer.data[0]?.b64_json ?? '', 'base64');
}
async function eventsOf(body: object): Promise<string[]> {
  const text = await (await ask({ stream: true, ...body })).text();
  return [...text.matchAll(/^event: (.+)$/gm)].map(([, name]) => name ?? '');
}

describe('well behaved', () => {
  it.each([
    ['png', '1024x1024'],
    ['jpeg', '1536x1024'],
    ['webp', '1024x1536'],
  ])('answers a real %s of the asked size %s', async (output_format, size) => {
    const { format, width, height } = await sharp(await pictureOf({ prompt: 'a cat', output_format, size })).metadata();
    expect({ format, size: `${width}x${height}` }).toEqual({ format: output_format, size });
  });

  it('draws the same picture for the same prompt and another for another', async () => {
    const [one, again, other] = await Promise.all([pictureOf({ prompt: 'a cat' }), pictureOf({ prompt: 'a cat' }), pictureOf({ prompt: 'a dog' })]);
    expect(one.equals(again)).toBe(true);
    expect(one.equals(other)).toBe(false);
  });

  it('answers as many different pictures as asked, with usage and a revised prompt', async () => {
    const { data, usage } = await answerTo({ prompt: 'a cat', n: 3 });
    expect(new Set(data.map((image) => image.b64_json)).size).toBe(3);
    expect(data[0]?.revised_prompt).toContain('a cat');
    expect(usage?.total_tokens).toBeGreaterThan(3000);
  });

  it('makes a transparent ground when asked', async () => {
    const stats = await sharp(await pictureOf({ prompt: 'a cat', background: 'transparent' })).stats();
    expect(stats.isOpaque).toBe(false);
  });

  it('streams the partial images that were asked for, then the completed one', async () => {
    expect(await eventsOf({ prompt: 'a cat', partial_images: 2 })).toEqual([
      'image_generation.partial_image',
      'image_generation.partial_image',
      'image_generation.completed',
    ]);
  });

  it('takes a form with input images for an edit', async () => {
    const form = new FormData();
    form.set('model', MODEL);
    form.set('prompt', 'with a hat');
    form.append('image[]', new Blob([await sharp(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')).png().toBuffer()], { type: 'image/png' }), 'in.png');
    const response = await fetch(`${provider.url}/images/edits`, { method: 'POST', headers: { authorization: 'Bearer sk-right' }, body: form });
    expect(response.status).toBe(200);
    expect(provider.requests[0]?.body).toMatchObject({ prompt: 'with a hat', 'image[]': { filename: 'in.png', type: 'image/png' } });
  });

  it('lists its models', async () => {
    const response = await fetch(`${provider.url}/models`, { headers: { authorization: 'Bearer sk-right' } });
    expect(await response.json()).toMatchObject({ object: 'list', data: expect.arrayContaining([expect.objectContaining({ id: MODEL })]) });
  });
});

describe('what it refuses of its own', () => {
  it('wants the right key', async () => {
    expect((await ask({ prompt: 'a cat' }, { headers: { authorization: 'Bearer sk-wrong', 'content-type': 'application/json' } })).status).toBe(401);
  });

  it.each([
    ['an unknown parameter', { seed: 1 }],
    ['response_format', { response_format: 'b64_json' }],
    ['style', { style: 'vivid' }],
    ['partial images without a stream', { partial_images: 1 }],
    ['a transparent JPEG', { background: 'transparent', output_format: 'jpeg' }],
    ['eleven images', { n: 11 }],
  ])('refuses %s with 400', async (_what, extra) => {
    expect((await ask({ prompt: 'a cat', ...extra })).status).toBe(400);
  });

  it('does not know a retired model', async () => {
    const { error } = await answerTo({ prompt: 'a cat', model: 'dall-e-3' });
    expect(error?.code).toBe('model_not_found');
  });
});

describe('misbehaving by a word in the prompt', () => {
  it.each([
    ['moderation', 400, 'moderation_blocked'],
    ['401', 401, 'invalid_api_key'],
    ['403', 403, 'organization_not_verified'],
    ['model-not-found', 404, 'model_not_found'],
    ['rate-limit', 429, 'rate_limit_exceeded'],
    ['insufficient-quota', 429, 'insufficient_quota'],
    ['500', 500, null],
  ])('answers [%s] with %s and code %s', async (word, status, code) => {
    const response = await ask({ prompt: `a cat [${word}]` });
    expect(response.status).toBe(status);
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
    expect(((await response.json()) as Answer).error?.code).toBe(code);
  });

  it('says how long to wait when it limits', async () => {
    expect((await ask({ prompt: '[rate-limit]' })).headers.get('retry-after')).toBe('7');
  });

  it.each([['reset'], ['cut']])('drops the line on [%s]', async (word) => {
    await expect(ask({ prompt: `a cat [${word}]` }).then((response) => response.text())).rejects.toThrow();
  });

  it('never answers [hang], and sees the caller leave', async () => {
    const caller = new AbortController();
    const answer = expect(ask({ prompt: '[hang]' }, { signal: caller.signal })).rejects.toThrow('aborted');
    await provider.arrived();
    await pause(100);
    caller.abort();
    await answer;
    await provider.ended();
    expect(provider.requests[0]?.finished).toBe(false);
  });

  it('sends a bomb that is small and declares 400 million pixels on [huge]', async () => {
    const bytes = await pictureOf({ prompt: '[huge]' });
    expect(bytes.length).toBeLessThan(200_000);
    await expect(sharp(bytes, { limitInputPixels: false }).metadata()).resolves.toMatchObject({ width: 20_000, height: 20_000 });
    await expect(sharp(bytes).stats()).rejects.toThrow('pixel limit');
  });

  it('ends a stream without its image on [sse-no-completed]', async () => {
    expect(await eventsOf({ prompt: '[sse-no-completed]', partial_images: 1 })).toEqual(['image_generation.partial_image']);
  });

  it('goes silent after the partials on [sse-hang]', async () => {
    const response = await ask({ prompt: '[sse-hang]', stream: true, partial_images: 2 });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (text.split('event: ').length < 3) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    await provider.ended();
    expect(text.match(/^event: .*$/gm)).toEqual(['event: image_generation.partial_image', 'event: image_generation.partial_image']);
    expect(provider.requests[0]?.finished).toBe(false);
  });

  it('misbehaves by default when told to, until it is reset', async () => {
    provider.setDefault('[500]');
    expect((await ask({ prompt: 'a cat' })).status).toBe(500);
    provider.reset();
    expect((await ask({ prompt: 'a cat' })).status).toBe(200);
  });
});

describe('what a test can see and steer', () => {
  it('holds its answers until they are released', async () => {
    provider.hold();
    let answered = false;
    const answer = ask({ prompt: 'a cat' }).then(() => (answered = true));
    await provider.arrived();
    expect(answered).toBe(false);
    provider.release();
    await expect(answer).resolves.toBe(true);
  });

  it('records and counts what it was asked', async () => {
    await ask({ prompt: 'a cat' });
    expect(provider.requests[0]).toMatchObject({ method: 'POST', path: '/v1/images/generations', body: { prompt: 'a cat', model: MODEL } });
    expect([provider.count(), provider.count('/generations'), provider.count((request) => request.foreign)]).toEqual([1, 1, 0]);
  });

  it('serves the url it gives on [url]', async () => {
    const { data } = await answerTo({ prompt: 'a cat [url]' });
    const bytes = await (await fetch(data[0]?.url ?? '')).arrayBuffer();
    expect((await sharp(Buffer.from(bytes)).metadata()).width).toBe(1024);
  });
});
