import { beforeEach, describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import type { GenerateImageInput, GenerationEvent } from '@vitrine/contracts';
import { generation } from '../../testing/samples';
import { Connection } from '../api/connection';
import { ApiError, UNREACHABLE } from '../api/problem';
import { GenerationApi, type Tell } from './generation-api';
import { GenerationFollower } from './generation-follower';

type Script = (tell: Tell) => Promise<void>;
const queued = { event: 'queued', data: generation() } as const;
const done = { event: 'done', data: generation({ status: 'succeeded' }) } as const;
const gone = new ApiError(UNREACHABLE, null);

class ScriptedApi {
  readonly keys: string[] = [];
  readonly watched: string[] = [];
  creations: Script[] = [];
  watches: Script[] = [];

  async create(_request: GenerateImageInput, key: string, tell: Tell): Promise<void> {
    this.keys.push(key);
    await this.creations.shift()?.(tell);
  }

  async watch(id: string, tell: Tell): Promise<void> {
    this.watched.push(id);
    await this.watches.shift()?.(tell);
  }
}

describe('following a generation', () => {
  let api: ScriptedApi;
  let heard: GenerationEvent['event'][];
  let cuts: number;
  let follower: GenerationFollower;
  const watch = () => ({ tell: (event: GenerationEvent) => { heard.push(event.event); }, cut: () => { cuts++; }, signal: new AbortController().signal });

  beforeEach(() => {
    api = new ScriptedApi();
    heard = [];
    cuts = 0;
    TestBed.configureTestingModule({
      providers: [{ provide: GenerationApi, useValue: api }, { provide: Connection, useValue: { back: () => Promise.resolve() } }],
    });
    follower = TestBed.inject(GenerationFollower);
  });

  it('asks once when the stream tells everything', async () => {
    api.creations = [(tell) => { tell(queued); tell(done); return Promise.resolve(); }];
    await follower.create({ prompt: 'x' }, 'key', watch());
    expect(api.keys).toEqual(['key']);
    expect(api.watched).toEqual([]);
  });

  it('sends the same key again when the network failed before anything was heard', async () => {
    api.creations = [() => Promise.reject(gone), (tell) => { tell(done); return Promise.resolve(); }];
    await follower.create({ prompt: 'x' }, 'key', watch());
    expect(api.keys).toEqual(['key', 'key']);
    expect(heard).toEqual(['done']);
  });

  it('gives up when the server is not there at all, so that the browser can draw', async () => {
    api.creations = [() => Promise.reject(gone), () => Promise.reject(gone)];
    await expect(follower.create({ prompt: 'x' }, 'key', watch())).rejects.toBe(gone);
    expect(api.keys).toHaveLength(2);
  });

  it('attaches to the running generation instead of sending again, once it has begun', async () => {
    api.creations = [(tell) => { tell(queued); return Promise.reject(gone); }];
    api.watches = [() => Promise.reject(gone), (tell) => { tell(done); return Promise.resolve(); }];
    await follower.create({ prompt: 'x' }, 'key', watch());
    expect(api.keys).toEqual(['key']);
    expect(api.watched).toEqual(['g1', 'g1']);
    expect(cuts).toBe(1);
    expect(heard).toEqual(['queued', 'done']);
  });

  it('asks again when a stream ends before the generation does', async () => {
    api.watches = [(tell) => { tell(queued); return Promise.resolve(); }, (tell) => { tell(done); return Promise.resolve(); }];
    await follower.follow('g1', watch());
    expect(api.watched).toEqual(['g1', 'g1']);
  });

  it('passes on what the server refuses', async () => {
    const refused = new ApiError('prompt-refused', null);
    api.creations = [() => Promise.reject(refused)];
    await expect(follower.create({ prompt: 'x' }, 'key', watch())).rejects.toBe(refused);
    expect(api.keys).toHaveLength(1);
  });
});
