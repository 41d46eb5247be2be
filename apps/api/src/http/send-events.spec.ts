import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { EventEmitter } from 'node:events';
import type { Response } from 'express';
import { notFound } from '../problems/catalogue';
import { type ServerSentEvent, sendEvents } from './send-events';

/** What of a response is used; its reader is as slow as the spec says. */
class PaperResponse extends EventEmitter {
  text = '';
  ended = false;
  slow = false;
  req = { method: 'GET' };
  readonly headers = new Map<string, string>();

  status(): this {
    return this;
  }

  setHeader(name: string, value: string): void {
    this.headers.set(name, value);
  }

  flushHeaders(): void {
    this.headers.set('flushed', 'yes');
  }

  write(text: string): boolean {
    this.text += text;
    return !this.slow;
  }

  end(): void {
    this.ended = true;
  }
}

describe('sending events', () => {
  let paper: PaperResponse;
  let gone: AbortController;
  const send = (events: AsyncGenerator<ServerSentEvent, void>) => sendEvents(paper as unknown as Response, events, gone.signal);
  const settled = () => jest.advanceTimersByTimeAsync(0);

  beforeEach(() => {
    jest.useFakeTimers();
    paper = new PaperResponse();
    gone = new AbortController();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  async function* silent(): AsyncGenerator<ServerSentEvent, void> {
    yield { event: 'first', data: { text: 'two\nlines' } };
    await new Promise<void>((resolve) => { gone.signal.addEventListener('abort', () => { resolve(); }); });
  }

  it('writes each as one block, whatever its text', async () => {
    async function* two(): AsyncGenerator<ServerSentEvent, void> {
      yield { event: 'first', data: { text: 'two\nlines' } };
      await Promise.resolve();
      yield { event: 'second', data: [] };
    }
    await send(two());

    expect(paper.text).toBe('event: first\ndata: {"text":"two\\nlines"}\n\nevent: second\ndata: []\n\n');
    expect(paper.ended).toBe(true);
  });

  it('names those that have an id', async () => {
    async function* one(): AsyncGenerator<ServerSentEvent, void> {
      yield await Promise.resolve({ id: '7', event: 'first', data: null });
    }
    await send(one());

    expect(paper.text).toBe('id: 7\nevent: first\ndata: null\n\n');
  });

  it('says every 15 seconds that it is still there, until the reader leaves', async () => {
    const sent = send(silent());
    await jest.advanceTimersByTimeAsync(31_000);
    gone.abort();
    await sent;
    await jest.advanceTimersByTimeAsync(60_000);

    expect(paper.text.match(/: keep-alive\n\n/g)).toHaveLength(2);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('begins no answer for what is wrong before the first event', async () => {
    // eslint-disable-next-line require-yield -- it never comes to that
    async function* none(): AsyncGenerator<ServerSentEvent, void> {
      await Promise.resolve();
      throw notFound();
    }

    await expect(send(none())).rejects.toMatchObject({ problem: 'not-found' });
    expect(paper.headers.size).toBe(0);
  });

  it('waits for a slow reader, and no longer than the reader stays', async () => {
    paper.slow = true;
    let made = 0;
    async function* many(): AsyncGenerator<ServerSentEvent, void> {
      for (;;) yield await Promise.resolve({ event: 'more', data: (made += 1) });
    }
    const sent = send(many());
    await settled();
    expect(made).toBe(1);
    paper.emit('drain');
    await settled();
    expect(made).toBe(2);
    gone.abort();
    await sent;

    expect(paper.ended).toBe(true);
  });
});
