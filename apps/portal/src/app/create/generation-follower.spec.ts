import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { GenerateImageInput, Generation, GenerationEvent } from '@vitrine/contracts';
import { generation } from '../../testing/samples';
import { Connection } from '../api/connection';
import { ApiError, UNREACHABLE } from '../api/problem';
import { PageVisibility } from '../browser-tabs/page-visibility';
import { GenerationApi, type Tell } from './generation-api';
import { GenerationFollower } from './generation-follower';
import { GenerationStreamSlots } from './generation-stream-slots';

type Stream = (tell: Tell) => Promise<void>;
const running = generation({ status: 'running' });
const ended = generation({ status: 'succeeded' });
const queued = { event: 'queued', data: generation() } as const;
const done = { event: 'done', data: ended } as const;
const gone = new ApiError(UNREACHABLE, null);

class ScriptedApi {
  readonly keys: string[] = [];
  readonly watched: string[] = [];
  readonly asked: string[] = [];
  creations: (() => Promise<Generation>)[] = [];
  streams: Stream[] = [];
  answers: Generation[] = [];

  create(_request: GenerateImageInput, key: string): Promise<Generation> {
    this.keys.push(key);
    return this.creations.shift()?.() ?? Promise.reject(gone);
  }

  async watch(id: string, tell: Tell, signal: AbortSignal): Promise<void> {
    this.watched.push(id);
    await Promise.race([this.streams.shift()?.(tell), new Promise<void>((resolve) => { signal.addEventListener('abort', () => { resolve(); }); })]);
  }

  generation(id: string): Promise<Generation> {
    this.asked.push(id);
    return Promise.resolve(this.answers.shift() ?? ended);
  }
}

async function passTime(work: Promise<void>): Promise<void> {
  await jest.advanceTimersByTimeAsync(10_000);
  await work;
}

describe('GenerationFollower', () => {
  let api: ScriptedApi;
  let heard: GenerationEvent['event'][];
  let cuts: number;
  let free: number;
  let hidden: AbortController;
  let follower: GenerationFollower;
  const visible = signal(true);
  const watch = () => ({ tell: (event: GenerationEvent) => { heard.push(event.event); }, cut: () => { cuts++; }, signal: new AbortController().signal });

  beforeEach(() => {
    jest.useFakeTimers();
    api = new ScriptedApi();
    heard = [];
    cuts = 0;
    free = 1;
    hidden = new AbortController();
    visible.set(true);
    TestBed.configureTestingModule({ providers: [
      { provide: GenerationApi, useValue: api },
      { provide: Connection, useValue: { back: () => Promise.resolve() } },
      { provide: PageVisibility, useValue: { visible, untilHidden: () => hidden.signal } },
      { provide: GenerationStreamSlots, useValue: { take: () => Promise.resolve(free-- > 0 ? { release: () => { free++; } } : null) } },
    ] });
    follower = TestBed.inject(GenerationFollower);
  });

  afterEach(() => { jest.useRealTimers(); });

  it('follows a new generation through its event stream', async () => {
    api.creations = [() => Promise.resolve(generation())];
    api.streams = [(tell) => { tell(queued); tell(done); return Promise.resolve(); }];
    await passTime(follower.create({ prompt: 'x' }, 'key', watch()));
    expect(api.keys).toEqual(['key']);
    expect(api.watched).toEqual(['g1']);
    expect(heard).toEqual(['queued', 'queued', 'done']);
  });

  it('opens no stream for a generation that has ended already', async () => {
    api.creations = [() => Promise.resolve(ended)];
    await passTime(follower.create({ prompt: 'x' }, 'key', watch()));
    expect(api.watched).toEqual([]);
    expect(heard).toEqual(['done']);
  });

  it('sends the same key again when the network failed', async () => {
    api.creations = [() => Promise.reject(gone), () => Promise.resolve(ended)];
    await passTime(follower.create({ prompt: 'x' }, 'key', watch()));
    expect(api.keys).toEqual(['key', 'key']);
    expect(heard).toEqual(['done']);
  });

  it('gives up when the server is not there at all, so that the browser can draw', async () => {
    await passTime(expect(follower.create({ prompt: 'x' }, 'key', watch())).rejects.toBe(gone));
    expect(api.keys).toHaveLength(2);
  });

  it('watches again when the server comes back, without sending the request again', async () => {
    api.creations = [() => Promise.resolve(generation())];
    api.streams = [() => Promise.reject(gone), (tell) => { tell(done); return Promise.resolve(); }];
    await passTime(follower.create({ prompt: 'x' }, 'key', watch()));
    expect(api.keys).toEqual(['key']);
    expect(api.watched).toEqual(['g1', 'g1']);
    expect(cuts).toBe(1);
  });

  it('watches again when a stream ends before the generation does', async () => {
    api.streams = [(tell) => { tell(queued); return Promise.resolve(); }, (tell) => { tell(done); return Promise.resolve(); }];
    await passTime(follower.follow('g1', watch()));
    expect(api.watched).toEqual(['g1', 'g1']);
  });

  it('asks for the state instead while the browser has no stream to spare, and opens one when it has', async () => {
    free = 0;
    api.answers = [running];
    api.streams = [(tell) => { tell(done); return Promise.resolve(); }];
    const following = follower.follow('g1', watch());
    await jest.advanceTimersByTimeAsync(0);
    expect(api.asked).toEqual(['g1']);
    free = 1;
    await passTime(following);
    expect(api.watched).toEqual(['g1']);
    expect(heard).toEqual(['running', 'done']);
    expect(free).toBe(1);
  });

  it('closes its stream when the tab is hidden, and asks for the state until the end', async () => {
    api.streams = [(tell) => { tell(queued); return new Promise(() => undefined); }];
    api.answers = [running, ended];
    const following = follower.follow('g1', watch());
    await jest.advanceTimersByTimeAsync(0);
    visible.set(false);
    hidden.abort();
    await passTime(following);
    expect(api.watched).toEqual(['g1']);
    expect(heard).toEqual(['queued', 'running', 'done']);
    expect(free).toBe(1);
  });

  it('passes on what the server refuses', async () => {
    const refused = new ApiError('prompt-refused', null);
    api.creations = [() => Promise.reject(refused)];
    await expect(follower.create({ prompt: 'x' }, 'key', watch())).rejects.toBe(refused);
    expect(api.keys).toHaveLength(1);
  });
});
