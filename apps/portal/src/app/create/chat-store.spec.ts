import { beforeEach, describe, expect, it } from '@jest/globals';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Conversation, GenerateImageInput, GenerationEvent } from '@vitrine/contracts';
import { generation, image, localImage, MAYA, OLE } from '../../testing/samples';
import { Connection } from '../api/connection';
import { ApiError, UNREACHABLE } from '../api/problem';
import { Session } from '../auth/session';
import type { SessionStatus } from '../auth/session-status';
import { type LibraryImage } from '../images/library-image';
import { DeviceFull } from '../images/local-image-store';
import { LibraryStore } from '../images/library-store';
import { Journal } from '../shell/journal';
import { ChatStore } from './chat-store';
import { Chats } from './chats';
import { GenerationApi } from './generation-api';
import { GenerationFollower } from './generation-follower';
import { GuestThread } from './guest-thread';
import { Sketcher } from './sketcher';
import { newTurn, type Turn } from './turn';
import { AS_USUAL } from './wish';

type Watch = Parameters<GenerationFollower['create']>[2];
const wish = { ...AS_USUAL, prompt: 'a lighthouse' };
const done = { event: 'done', data: generation({ status: 'succeeded', images: [image()] }) } as const;

class World {
  readonly status = signal<SessionStatus>('signed-in');
  readonly owner = signal<{ id: string } | null>(MAYA);
  readonly reachable = signal(true);
  readonly added: LibraryImage[] = [];
  readonly notes: string[] = [];
  readonly sent: { request: GenerateImageInput; key: string; watch: Watch }[] = [];
  readonly followed: { id: string; watch: Watch }[] = [];
  readonly cancelled: string[] = [];
  readonly drawn: string[] = [];
  /** What was noted of a guest's thread, and what is recalled of it. */
  readonly noted: Turn[] = [];
  kept: Turn[] = [];
  cleared = 0;
  conversation: (cursor?: string) => Promise<Conversation> = () => Promise.reject(new ApiError('not-found', null));
  outcome: (watch: Watch) => Promise<void> = ({ tell }) => { tell(done); return Promise.resolve(); };
  draw: () => Promise<LibraryImage> = () => Promise.resolve(localImage());

  readonly providers = [
    { provide: Session, useValue: { status: this.status, owner: this.owner, user: this.owner, ready: Promise.resolve() } },
    { provide: Connection, useValue: { reachable: this.reachable } },
    { provide: LibraryStore, useValue: { add: (added: LibraryImage) => this.added.push(added) } },
    { provide: Journal, useValue: { note: (line: string) => this.notes.push(line) } },
    { provide: Chats, useValue: { load: () => Promise.resolve() } },
    { provide: Sketcher, useValue: { draw: (_wish: unknown, seed: string) => { this.drawn.push(seed); return this.draw(); } } },
    { provide: GuestThread, useValue: {
      note: (turn: Turn) => this.noted.push(turn), drop: () => undefined,
      recall: () => Promise.resolve(this.kept), clear: () => { this.cleared++; },
    } },
    { provide: GenerationApi, useValue: {
      conversation: (_id: string, cursor?: string) => this.conversation(cursor),
      cancel: (id: string) => { this.cancelled.push(id); return Promise.resolve(); },
    } },
    { provide: GenerationFollower, useValue: {
      create: (request: GenerateImageInput, key: string, watch: Watch) => { this.sent.push({ request, key, watch }); return this.outcome(watch); },
      follow: (id: string, watch: Watch) => { this.followed.push({ id, watch }); return Promise.resolve(); },
    } },
  ];
}

function conversation(...generations: Conversation['generations']): Conversation {
  return { id: 'c1', title: 'Lighthouses', createdAt: '2026-11-22T10:00:00.000Z', updatedAt: '2026-11-22T10:00:00.000Z', generations, earlierCursor: null };
}

describe('the open chat', () => {
  let world: World;
  let chat: ChatStore;

  beforeEach(() => {
    world = new World();
    TestBed.configureTestingModule({ providers: world.providers });
    chat = TestBed.inject(ChatStore);
    TestBed.tick();
  });

  it('shows the image, adds it to the library once and writes the line to the journal', async () => {
    world.outcome = ({ tell }) => {
      tell({ event: 'saved', data: image() });
      tell(done);
      return Promise.resolve();
    };
    await chat.send(wish);
    expect(chat.turns()).toMatchObject([{ underWay: false, failure: null, images: [{ filename: image().filename, place: 'library' }] }]);
    expect(world.added.map(({ filename }) => filename)).toEqual([image().filename]);
    expect(world.notes).toEqual([`Image generated and saved on backend for user: ${MAYA.id}`]);
  });

  it('has its id from its first wish on, and adds the next ones to it', async () => {
    expect(chat.chatId()).toBeNull();
    await chat.send(wish);
    await chat.send(wish);
    expect(chat.chatId()).toBe('c1');
    expect(world.sent.map(({ request }) => request.conversationId)).toEqual([undefined, 'c1']);
  });

  it('gives each wish a key of its own, also when it is tried again', async () => {
    world.outcome = ({ tell }) => { tell({ event: 'failed', data: generation({ status: 'failed' }) }); return Promise.resolve(); };
    await chat.send(wish);
    await chat.again(chat.turns()[0]!);
    const [first, second] = world.sent.map(({ key }) => key);
    expect(first).not.toBe(second);
    expect(chat.turns()).toHaveLength(2);
  });

  it('replaces a wish that the server never had, when it is tried again', async () => {
    world.outcome = () => Promise.reject(new ApiError('too-many-requests', null));
    await chat.send(wish);
    expect(chat.turns()).toMatchObject([{ underWay: false, failure: { kind: 'too-many-requests' } }]);
    await chat.again(chat.turns()[0]!);
    expect(chat.turns()).toHaveLength(1);
  });

  it('never sends again by itself what was refused', async () => {
    world.outcome = () => Promise.reject(new ApiError('prompt-refused', null));
    await chat.send(wish);
    expect(world.sent).toHaveLength(1);
    expect(world.drawn).toHaveLength(0);
  });

  it('asks the server to cancel, and believes it only when it says so', async () => {
    let tell: (event: GenerationEvent) => void = () => undefined;
    world.outcome = (watch) => { tell = watch.tell; watch.tell({ event: 'running', data: generation({ status: 'running' }) }); return Promise.resolve(); };
    await chat.send(wish);
    await chat.cancel(chat.turns()[0]!);
    expect(world.cancelled).toEqual(['g1']);
    expect(chat.turns()).toMatchObject([{ underWay: true, cancelling: true }]);
    tell({ event: 'failed', data: generation({ status: 'cancelled' }) });
    expect(chat.turns()).toMatchObject([{ underWay: false, failure: { kind: 'cancelled' } }]);
  });

  describe('from its history', () => {
    it('attaches to what is still running, and asks for no image by itself', async () => {
      world.conversation = () => Promise.resolve(conversation(
        generation({ id: 'g0', status: 'succeeded', images: [image()] }),
        generation({ id: 'g1', status: 'running' }),
      ));
      chat.open('c1');
      await chat.load();
      expect(world.followed.map(({ id }) => id)).toContain('g1');
      expect(world.followed.map(({ id }) => id)).not.toContain('g0');
      expect(chat.turns().map(({ underWay }) => underWay)).toEqual([false, true]);
    });

    it('shows what was before it when it is asked to, and no longer says that there is more when there is not', async () => {
      const [old, present] = [generation({ id: 'g0', status: 'succeeded' }), generation({ id: 'g1', status: 'succeeded' })];
      world.conversation = (cursor) => Promise.resolve(cursor === 'before-g1' ? conversation(old) : { ...conversation(present), earlierCursor: 'before-g1' });
      chat.open('c1');
      await chat.load();
      expect([chat.earlier.state(), chat.turns().length]).toEqual(['there', 1]);
      await Promise.all([chat.showEarlier(), chat.showEarlier()]);

      expect(chat.turns().map((turn) => turn.generation?.id)).toEqual(['g0', 'g1']);
      expect(chat.earlier.state()).toBe('none');
    });

    it('can be asked again for what was before it when it could not be had', async () => {
      const present = { ...conversation(generation({ id: 'g1', status: 'succeeded' })), earlierCursor: 'before-g1' };
      world.conversation = (cursor) => (cursor === undefined ? Promise.resolve(present) : Promise.reject(new ApiError(UNREACHABLE, null)));
      chat.open('c1');
      await chat.load();
      await chat.showEarlier();
      expect([chat.earlier.state(), chat.turns().length]).toEqual(['failed', 1]);
      world.conversation = () => Promise.resolve(conversation(generation({ id: 'g0', status: 'succeeded' })));
      await chat.showEarlier();

      expect([chat.earlier.state(), chat.turns().length]).toEqual(['none', 2]);
    });

    it('takes nothing earlier of a chat that was left meanwhile', async () => {
      let come: (chat: Conversation) => void = () => undefined;
      world.conversation = (cursor) => (cursor === undefined ? Promise.resolve({ ...conversation(generation({ id: 'g1', status: 'succeeded' })), earlierCursor: 'before-g1' }) : new Promise((resolve) => { come = resolve; }));
      chat.open('c1');
      await chat.load();
      const asked = chat.showEarlier();
      chat.open(null);
      come(conversation(generation({ id: 'g0', status: 'succeeded' })));
      await asked;

      expect([chat.earlier.state(), chat.turns()]).toEqual(['none', []]);
    });

    it('says the same for another\'s chat as for one that never was', async () => {
      chat.open('c9');
      await chat.load();
      expect(chat.phase()).toBe('missing');
    });

    it('is loaded when the server comes back', async () => {
      world.conversation = () => Promise.reject(new ApiError(UNREACHABLE, null));
      world.reachable.set(false);
      chat.open('c1');
      await chat.load();
      expect(chat.phase()).toBe('failed');
      world.conversation = () => Promise.resolve(conversation(generation({ status: 'succeeded' })));
      world.reachable.set(true);
      TestBed.tick();
      await Promise.resolve();
      await Promise.resolve();
      expect(chat.phase()).toBe('ready');
    });

    it('is loaded when the session is renewed, if it could not be before', async () => {
      world.conversation = () => Promise.reject(new ApiError('unauthenticated', null));
      world.status.set('away');
      chat.open('c1');
      await chat.load();
      expect(chat.phase()).toBe('failed');
      world.conversation = () => Promise.resolve(conversation(generation({ status: 'succeeded' })));
      world.status.set('signed-in');
      TestBed.tick();
      await Promise.resolve();
      await Promise.resolve();
      expect(chat.phase()).toBe('ready');
    });
  });

  describe('of a guest', () => {
    const before = { ...newTurn('k', { ...AS_USUAL, prompt: 'asked before the reload' }), underWay: false, place: 'device' } as const;

    function reload(status: SessionStatus, owner: { id: string } | null): void {
      TestBed.resetTestingModule();
      world = new World();
      world.kept = [before];
      world.status.set(status);
      world.owner.set(owner);
      TestBed.configureTestingModule({ providers: world.providers });
      chat = TestBed.inject(ChatStore);
      TestBed.tick();
    }

    const prompts = () => chat.turns().map(({ wish: { prompt } }) => prompt);

    it('goes on where it was before a reload', async () => {
      reload('guest', null);
      await chat.send(wish);
      expect(prompts()).toEqual(['asked before the reload', 'a lighthouse']);
    });

    it('is noted with each image, so that a reload loses none', async () => {
      reload('guest', null);
      await chat.send({ ...wish, count: 2 });
      expect(world.noted.map(({ images }) => images.length)).toEqual([0, 1, 2]);
    });

    it('is shown to nobody who is signed in, and what they draw here is not noted in it', async () => {
      reload('signed-in', MAYA);
      world.reachable.set(false);
      await chat.send(wish);
      expect(prompts()).toEqual(['a lighthouse']);
      expect(world.noted).toEqual([]);
    });

    it('is gone from the screen when someone signs in, and is there again when they are out', async () => {
      reload('guest', null);
      await Promise.resolve();
      expect(prompts()).toEqual(['asked before the reload']);
      world.owner.set(MAYA);
      world.status.set('signed-in');
      TestBed.tick();
      expect(prompts()).toEqual([]);
      world.owner.set(null);
      world.status.set('guest');
      TestBed.tick();
      await Promise.resolve();
      await Promise.resolve();
      expect(prompts()).toEqual(['asked before the reload']);
      expect(world.cleared).toBe(0);
    });

    it('ends with a new one, also while it is still being recalled', async () => {
      reload('guest', null);
      chat.startNew();
      await Promise.resolve();
      await Promise.resolve();
      expect(prompts()).toEqual([]);
      expect(world.cleared).toBe(1);
    });
  });

  describe('without the server', () => {
    it('draws a guest\'s wish here, and asks the server nothing', async () => {
      world.status.set('guest');
      world.owner.set(null);
      TestBed.tick();
      await chat.send({ ...wish, count: 2 });
      expect(world.sent).toHaveLength(0);
      expect(world.drawn).toHaveLength(2);
      expect(new Set(world.drawn).size).toBe(2);
      expect(chat.turns()).toMatchObject([{ place: 'device', underWay: false }]);
    });

    it('draws here when the server turns out to be away', async () => {
      world.outcome = () => Promise.reject(new ApiError(UNREACHABLE, null));
      await chat.send(wish);
      expect(chat.turns()).toMatchObject([{ place: 'device', underWay: false, images: [{ place: 'device' }] }]);
      expect(world.notes).toEqual([]);
    });

    it('says when this browser has no room, and loses nothing older', async () => {
      world.reachable.set(false);
      world.draw = () => Promise.reject(new DeviceFull());
      await chat.send(wish);
      expect(chat.turns()).toMatchObject([{ underWay: false, failure: { kind: 'device-full' } }]);
    });
  });

  it('shows nothing of one person to the next, and hears nothing more of theirs', async () => {
    let watch: Watch | undefined;
    world.outcome = (given) => { watch = given; given.tell({ event: 'running', data: generation({ status: 'running' }) }); return Promise.resolve(); };
    await chat.send(wish);
    world.owner.set(OLE);
    TestBed.tick();
    expect(chat.turns()).toEqual([]);
    expect(chat.chatId()).toBeNull();
    expect(watch?.signal.aborted).toBe(true);
  });

  it('stays open when the session is only found again at start', async () => {
    TestBed.resetTestingModule();
    world = new World();
    world.status.set('starting');
    world.owner.set(null);
    world.conversation = () => Promise.resolve(conversation(generation({ status: 'succeeded' })));
    TestBed.configureTestingModule({ providers: world.providers });
    chat = TestBed.inject(ChatStore);
    TestBed.tick();
    chat.open('c1');
    world.owner.set(MAYA);
    world.status.set('signed-in');
    TestBed.tick();
    await chat.load();
    expect(chat.chatId()).toBe('c1');
    expect(chat.turns()).toHaveLength(1);
  });
});
