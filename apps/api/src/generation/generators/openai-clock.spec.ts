import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openAiGenerator } from '../testing/openai-generator';
import { failureOf, requestFor } from './image-generator.contract';
import type { GenerationOptions } from './image-generator';

const ANSWER = JSON.stringify({ data: [{ b64_json: Buffer.from('bytes').toString('base64') }] });
const PREVIEW = { type: 'image_generation.partial_image', b64_json: Buffer.from('89504e470d0a1a0a', 'hex').toString('base64'), partial_image_index: 0 };
const [TIMEOUT_MS, LATE_MS] = [900_000, 890_000];

/** Only the timers that a limit would be made of: the connection itself runs in real time. */
function stopTheClock(): void {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'hrtime', 'Date'] });
}

describe('a generation with GENERATION_TIMEOUT_SECONDS=900', () => {
  let service: Server;
  let arrived: Promise<ServerResponse>;
  let proxied = 0;

  // Once for all: the client counts its limits by one timer, which would belong to the clock of an earlier test.
  beforeAll(stopTheClock);
  afterAll(() => { jest.useRealTimers(); });
  beforeEach(async () => {
    proxied = 0;
    arrived = new Promise((resolve) => {
      service = createServer((request, response) => {
        request.resume();
        proxied += request.url?.startsWith('http://') ? 1 : 0;
        resolve(response);
      });
    });
    await new Promise<void>((listening) => service.listen(0, '127.0.0.1', listening));
  });
  afterEach(() => {
    service.closeAllConnections();
    service.close();
  });

  const address = () => `http://127.0.0.1:${String((service.address() as AddressInfo).port)}`;
  const generate = (settings: Record<string, string> = {}, options: GenerationOptions = {}) => openAiGenerator({ OPENAI_BASE_URL: `${address()}/v1`, ...settings }, TIMEOUT_MS).generate(requestFor('a lighthouse'), options);
  /** A turn of the event loop between steps, as a limit may be counted by one timer after another. */
  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 10_000) {
      jest.advanceTimersByTime(10_000);
      await new Promise((next) => setImmediate(next));
    }
  }
  it.each([
    ['directly', () => ({})],
    ['through a proxy', () => ({ OPENAI_BASE_URL: 'http://service.example/v1', HTTP_PROXY: address() })],
  ] as const)('takes headers that come after 890 s, %s', async (_, settings) => {
    const generation = generate(settings());
    const response = await arrived;
    await pass(LATE_MS);
    response.end(ANSWER);

    expect((await generation).images).toHaveLength(1);
    expect(proxied).toBe('HTTP_PROXY' in settings() ? 1 : 0);
  });

  it('takes a body that comes after 890 s', async () => {
    let show: () => void = () => undefined;
    const shown = new Promise<void>((resolve) => { show = resolve; });
    const generation = generate({}, { onPartial: () => { show(); } });
    const response = await arrived;
    response.write(`data: ${JSON.stringify(PREVIEW)}\n\n`);
    await shown;
    await pass(LATE_MS);
    response.end(`data: ${ANSWER}\n\n`);

    expect((await generation).images).toHaveLength(1);
  });

  it('ends after 900 s', async () => {
    const generation = failureOf(generate());
    await arrived;
    await pass(TIMEOUT_MS);

    expect((await generation).kind).toBe('timeout');
  });
});
