import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { requestFor } from './image-generator.contract';
import type { GenerationOptions } from './image-generator';
import { openAiGenerator } from '../testing/openai-generator';

const JSON_TYPE = { 'content-type': 'application/json' };
const EVENTS_TYPE = { 'content-type': 'text/event-stream' };

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Responses that are written to for as long as the client keeps their connections open. */
const endless = new Set<ServerResponse>();
let begun = 0;
const writeForever = (response: ServerResponse, chunk: string) => {
  const timer = setInterval(() => response.write(chunk), 5);
  begun += 1;
  endless.add(response);
  response.once('close', () => {
    clearInterval(timer);
    endless.delete(response);
  });
};
const anImageAt = (url: string): Answer => (_request, response) => { response.writeHead(200, JSON_TYPE).end(JSON.stringify({ created: 1, data: [{ url }] })); };

describe('connections to the image service', () => {
  let service: Server;
  const open = new Set<Socket>();
  let answers: Record<string, Answer>;

  beforeEach(async () => {
    answers = {};
    begun = 0;
    service = createServer((request, response) => {
      request.resume();
      answers[request.url ?? '']?.(request, response);
    });
    service.on('connection', (socket) => { open.add(socket.once('close', () => open.delete(socket))); });
    await new Promise<void>((listening) => service.listen(0, '127.0.0.1', listening));
  });
  afterEach(() => {
    service.closeAllConnections();
    service.close();
  });

  const generate = (options: GenerationOptions = {}) => {
    const baseUrl = `http://127.0.0.1:${String((service.address() as AddressInfo).port)}/v1`;
    return openAiGenerator({ OPENAI_BASE_URL: baseUrl }, 3000).generate(requestFor('a lighthouse'), options);
  };

  /** Waits until an endless response has begun and none is written any more; fails by the time limit of the test. */
  async function closed(): Promise<void> {
    while (begun === 0 || endless.size > 0) await new Promise((next) => setTimeout(next, 10));
  }

  it('are closed when an image is refused by its address, whatever else it would have sent', async () => {
    answers['/v1/images/generations'] = anImageAt('/image.png');
    answers['/image.png'] = (_request, response) => { writeForever(response.writeHead(500), 'x'.repeat(1000)); };

    await expect(generate()).rejects.toThrow();

    await closed();
  });

  it.each([
    ['refuses the key', (response: ServerResponse) => response.writeHead(403)],
    ['redirects', (response: ServerResponse) => response.writeHead(302, { location: '/image.png' })],
  ])('are closed before an image is asked for again, when its address %s and has a body without end', async (_, refuse) => {
    answers['/v1/images/generations'] = anImageAt('/first.png');
    answers['/first.png'] = answers['/image.png'] = (_request, response) => {
      if (begun === 0) writeForever(refuse(response), 'x'.repeat(1000));
      else void closed().then(() => response.writeHead(200).end('the bytes of an image'));
    };

    expect(String(Buffer.from((await generate()).images[0]?.bytes ?? []))).toBe('the bytes of an image');
  });

  it('are closed when a stream goes on after its image', async () => {
    const png = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64');
    answers['/v1/images/generations'] = (_request, response) => {
      response.writeHead(200, EVENTS_TYPE).write(`event: image_generation.completed\ndata: ${JSON.stringify({ type: 'image_generation.completed', b64_json: png })}\n\n`);
      writeForever(response, ': more\n\n');
    };

    await generate({ onPartial: () => undefined });

    await closed();
  });

  it('are closed when the answer is larger than an image may be', async () => {
    answers['/v1/images/generations'] = (_request, response) => { writeForever(response.writeHead(200, JSON_TYPE), ' '.repeat(4_000_000)); };

    await expect(generate()).rejects.toThrow();

    await closed();
  });

  it('are closed when an address answers with a redirect and a body', async () => {
    answers['/v1/images/generations'] = (_request, response) => { writeForever(response.writeHead(302, { location: 'http://127.0.0.1:1/' }), 'x'.repeat(1000)); };

    await expect(generate()).rejects.toThrow();

    await closed();
  });

  it('are closed when one image of several is lost while others are on the way', async () => {
    answers['/v1/images/generations'] = (_request, response) => {
      response.writeHead(200, JSON_TYPE).end(JSON.stringify({ created: 1, data: [{ url: '/missing.png' }, { url: 'https://elsewhere.example/a.png' }] }));
    };
    answers['/missing.png'] = (_request, response) => { writeForever(response.writeHead(404), 'x'); };

    await expect(generate()).rejects.toThrow();

    await closed();
  });

  it('stay open for the next request when the answer was read to its end', async () => {
    answers['/v1/images/generations'] = (_request, response) => {
      response.writeHead(200, JSON_TYPE).end(JSON.stringify({ created: 1, data: [{ b64_json: Buffer.from('bytes').toString('base64') }] }));
    };
    await generate();
    const [first] = open;
    await generate();

    expect(first && open.has(first)).toBe(true);
  });
});
