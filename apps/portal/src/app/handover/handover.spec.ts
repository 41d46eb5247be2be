import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { TestBed } from '@angular/core/testing';
import type { Image, Problem, ProblemName } from '@vitrine/contracts';
import { ApiClient } from '../api/api-client';
import { Connection } from '../api/connection';
import { ApiError } from '../api/problem';
import { spaceOf } from '../images/device-space';
import { InMemoryImageStore } from '../images/in-memory-image-store';
import { LibraryStore } from '../images/library-store';
import type { LibraryImage } from '../images/library-image';
import { OPEN_LOCAL_IMAGE_STORE } from '../images/open-local-image-store';
import { withDigests, withReadableBlobs } from '../images/testing/digests';
import { anImage } from '../images/testing/images';
import { someone } from '../images/testing/someone';
import { Handover } from './handover';
import { PLAN_KEY } from './handover-plan';

/** Takes images in as the server does: the same key or the same bytes once. */
class FakeServer {
  readonly images = new Map<string, Image & { body: Uint8Array }>();
  readonly sent: { key: string; params: Record<string, string> }[] = [];
  before: (nth: number) => Promise<void> | void = () => undefined;
  after: (nth: number) => void = () => undefined;
  tell: (image: Image) => Image = (image) => image;
  damage: (bytes: Uint8Array) => Uint8Array = (bytes) => bytes;

  async post(_path: string, body: Blob, options: { headers: Record<string, string>; params: Record<string, string> }): Promise<Image> {
    this.sent.push({ key: options.headers['Idempotency-Key']!, params: options.params });
    const nth = this.sent.length;
    await this.before(nth);
    const bytes = new Uint8Array(await body.arrayBuffer());
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const image = this.images.get(sha256) ?? { ...anImage({ sha256 }), body: bytes };
    this.images.set(sha256, image);
    this.after(nth);
    return this.tell(image);
  }

  bytes(url: string): Promise<ArrayBuffer> {
    const image = [...this.images.values()].find((one) => one.url === url)!;
    return Promise.resolve(this.damage(new Uint8Array(image.body)).buffer as ArrayBuffer);
  }
}

const UNREACHABLE = new ApiError('unreachable', null);
const problem = (kind: ProblemName, part: Partial<Problem> = {}) => new ApiError(kind, { type: `/problems/${kind}`, title: '', status: 400, detail: '', instance: '', ...part });

describe('the hand-over of a guest’s images', () => {
  let store: InMemoryImageStore;
  let server: FakeServer;
  let added: LibraryImage[];
  let noDigests: () => void;

  beforeAll(withReadableBlobs);
  beforeEach(() => {
    localStorage.clear();
    noDigests = withDigests();
    store = new InMemoryImageStore();
    server = new FakeServer();
    added = [];
  });
  afterEach(() => { noDigests(); });

  function open(user: string | null = 'maya') {
    const person = someone(user);
    let back: () => void = () => undefined;
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({ providers: [
      ...person.providers,
      { provide: Connection, useValue: { reachable: person.reachable, back: () => new Promise<void>((resolve) => { back = resolve; }) } },
      { provide: ApiClient, useValue: server },
      { provide: LibraryStore, useValue: { add: (image: LibraryImage) => { added.push(image); } } },
      { provide: OPEN_LOCAL_IMAGE_STORE, useValue: () => Promise.resolve(store) },
    ] });
    return { ...person, comeBack: () => { person.reachable.set(true); back(); }, handover: TestBed.inject(Handover) };
  }

  async function drawn(...texts: string[]): Promise<string[]> {
    const images = texts.map((prompt) => anImage({ prompt }, 'device'));
    for (const image of images) await store.put('guest', image, new Blob([image.prompt], { type: 'image/webp' }));
    return images.map(({ filename }) => filename);
  }

  const here = async () => (await store.list('guest')).map(({ prompt }) => prompt).sort();

  it('moves each image, and its prompt, into the library and then off this device', async () => {
    const names = await drawn('a', 'b');
    const { handover } = open();
    expect(await handover.add(names)).toEqual({ added: 2, kept: 0 });
    expect(server.sent.map(({ key, params }) => [key, params['prompt']])).toEqual([[names[0], 'a'], [names[1], 'b']]);
    expect(await here()).toEqual([]);
    expect(added).toHaveLength(2);
    expect(added[0]?.place).toBe('library');
    expect(localStorage.getItem(PLAN_KEY)).toBeNull();
  });

  it('takes only what was chosen', async () => {
    const [, second] = await drawn('a', 'b', 'c');
    await open().handover.add([second!]);
    expect(await here()).toEqual(['a', 'c']);
  });

  it('brings the same picture in once', async () => {
    const names = await drawn('same', 'same', 'other');
    expect(await open().handover.add(names)).toEqual({ added: 3, kept: 0 });
    expect(server.images.size).toBe(2);
    expect(await here()).toEqual([]);
  });

  it('keeps an image here while the server tells of other bytes', async () => {
    const names = await drawn('a', 'b');
    server.tell = (image) => ({ ...image, sha256: '0'.repeat(64) });
    const { handover } = open();
    expect(await handover.add(names)).toEqual({ added: 0, kept: 2 });
    expect(await here()).toEqual(['a', 'b']);
    expect([...handover.why().values()]).toEqual(['unconfirmed', 'unconfirmed']);
  });

  it('keeps an image here that the server has only in the trash', async () => {
    const names = await drawn('a');
    server.tell = (image) => ({ ...image, deletedAt: '2026-11-22T10:00:00.000Z' });
    expect(await open().handover.add(names)).toEqual({ added: 0, kept: 1 });
    expect(await here()).toEqual(['a']);
  });

  it('compares every byte with what the server gives back where a page has no digest', async () => {
    noDigests();
    const names = await drawn('a', 'b');
    server.damage = (bytes) => (bytes[0] === 'a'.charCodeAt(0) ? bytes.map((byte) => byte ^ 1) : bytes);
    expect(await open().handover.add(names)).toEqual({ added: 1, kept: 1 });
    expect(await here()).toEqual(['a']);
  });

  it('goes on with the others when one is refused, and says why', async () => {
    const names = await drawn('a', 'b', 'c');
    server.before = (nth) => { if (nth === 2) throw problem('quota-exceeded'); };
    const { handover } = open();
    expect(await handover.add(names)).toEqual({ added: 2, kept: 1 });
    expect(handover.why().get(names[1]!)).toBe('quota-exceeded');
    expect(await here()).toEqual(['b']);
    expect(await handover.pending()).toEqual([]);
  });

  it('goes on after a tab was closed midway, and sends the image whose answer was lost under the same key', async () => {
    const names = await drawn('a', 'b', 'c', 'd');
    server.after = (nth) => { if (nth === 2) return void hang(); };
    const hang = () => { server.tell = () => { throw new Error('the tab was closed'); }; };
    await expect(open().handover.add(names)).rejects.toThrow('the tab was closed');
    expect(await here()).toEqual(['b', 'c', 'd']);

    server.after = () => undefined;
    server.tell = (image) => image;
    const { handover } = open();
    expect(await handover.pending()).toEqual(names.slice(1));
    expect(await handover.add(await handover.pending())).toEqual({ added: 3, kept: 0 });
    expect(await here()).toEqual([]);
    expect(server.images.size).toBe(4);
    expect(server.sent.filter(({ key }) => key === names[1])).toHaveLength(2);
  });

  it('leaves what one person chose to nobody else', async () => {
    const names = await drawn('a', 'b');
    server.before = () => { throw new Error('the tab was closed'); };
    await expect(open('maya').handover.add(names)).rejects.toThrow();
    expect(await open('noor').handover.pending()).toEqual([]);
    expect(await open(null).handover.pending()).toEqual([]);
    expect(await open('maya').handover.pending()).toEqual(names);
  });

  it('never takes along what is kept here for an account', async () => {
    const image = anImage({ prompt: 'of noor' }, 'device');
    const space = await spaceOf('noor');
    await store.put(space, image, new Blob(['of noor']));
    const { handover } = open('maya');
    await handover.look();
    expect(handover.images()).toEqual([]);
    expect(await handover.add([image.filename])).toEqual({ added: 0, kept: 0 });
    await handover.clear();
    expect(server.sent).toEqual([]);
    expect(await store.list(space)).toHaveLength(1);
  });

  it('stops when somebody else signs in meanwhile', async () => {
    const names = await drawn('a', 'b');
    const { handover, become } = open('maya');
    server.after = () => { become('noor'); };
    expect(await handover.add(names)).toEqual({ added: 1, kept: 0 });
    expect(await here()).toEqual(['b']);
    expect(server.sent).toHaveLength(1);
  });

  it('waits for a server that is away, and goes on with the same image', async () => {
    const names = await drawn('a', 'b');
    const { handover, reachable, comeBack } = open();
    server.before = (nth) => { if (nth === 1) { reachable.set(false); throw UNREACHABLE; } };
    const result = handover.add(names);
    await until(() => handover.waiting());
    expect(await here()).toEqual(['a', 'b']);
    comeBack();
    expect(await result).toEqual({ added: 2, kept: 0 });
    expect(server.sent.map(({ key }) => key)).toEqual([names[0], names[0], names[1]]);
  });

  it('does not try for ever what breaks while the server is there', async () => {
    const names = await drawn('a');
    server.before = () => { throw UNREACHABLE; };
    expect(await open().handover.add(names)).toEqual({ added: 0, kept: 1 });
    expect(server.sent).toHaveLength(1);
  });

  it.each(['too-many-requests', 'server-busy'] as const)('waits as long as the server asks for: %s', async (kind) => {
    const names = await drawn('a');
    server.before = (nth) => { if (nth === 1) throw problem(kind, { retryAfter: 0 }); };
    expect(await open().handover.add(names)).toEqual({ added: 1, kept: 0 });
    expect(server.sent).toHaveLength(2);
  });

  it('can be stopped while it waits, and is not begun again by itself', async () => {
    const names = await drawn('a', 'b');
    const { handover, reachable } = open();
    server.before = () => { reachable.set(false); throw UNREACHABLE; };
    const result = handover.add(names);
    await until(() => handover.waiting());
    handover.stop();
    expect(await result).toEqual({ added: 0, kept: 0 });
    expect(await here()).toEqual(['a', 'b']);
    expect(await handover.pending()).toEqual([]);
  });

  it('in two tabs at once brings each image in once', async () => {
    const lock = oneAtATime();
    Object.defineProperty(navigator, 'locks', { value: { request: lock }, configurable: true });
    const names = await drawn('a', 'b', 'c', 'd');
    const first = open().handover;
    const second = open().handover;
    const results = await Promise.all([first.add(names), second.add(names)]);
    expect(results.reduce((sum, result) => sum + result!.added, 0)).toBe(4);
    expect(server.sent).toHaveLength(4);
    expect(await here()).toEqual([]);
    Reflect.deleteProperty(navigator, 'locks');
  });

  it.each([[null], ['noah']])('sends nothing once the owner is %s, though it waited for another tab before', async (next) => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => { release = resolve; });
    let waits = false;
    const lock = async <T>(_name: string, _options: LockOptions, work: () => Promise<T>): Promise<T> => { waits = true; await released; return work(); };
    Object.defineProperty(navigator, 'locks', { value: { request: lock }, configurable: true });
    const names = await drawn('a', 'b');
    const { handover, become } = open('maya');
    const result = handover.add(names);
    await until(() => waits);
    become(next);
    release();

    expect(await result).toEqual({ added: 0, kept: 0 });
    expect(server.sent).toEqual([]);
    expect(await here()).toEqual(['a', 'b']);
    Reflect.deleteProperty(navigator, 'locks');
  });

  it('sends nothing once the owner is another, though the image was being read from the device', async () => {
    const names = await drawn('a');
    const { handover, become } = open('maya');
    const read = store.open.bind(store);
    store.open = async (space, filename) => {
      const bytes = await read(space, filename);
      become('noah');
      return bytes;
    };

    expect(await handover.add(names)).toEqual({ added: 0, kept: 0 });
    expect(server.sent).toEqual([]);
    expect(await here()).toEqual(['a']);
  });
});

function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(_name: string, _options: LockOptions, work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}

async function until(met: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !met(); turn++) await new Promise((later) => setTimeout(later, 5));
  expect(met()).toBe(true);
}
