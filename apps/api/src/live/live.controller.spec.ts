import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Generation, type LiveEvent, LiveEvent as LiveEventSchema } from '@vitrine/contracts';
import { SessionRepository } from '../auth/session.repository';
import { WatchedSessionRepository } from '../auth/watched-session.repository';
import { Database } from '../database/database';
import { ImageRepository } from '../images/image.repository';
import { UsageRepository } from '../images/usage.repository';
import { ThumbnailsService } from '../images/thumbnails/thumbnails.service';
import { EventReader, type ReadEvent } from '../testing/event-reader';
import { imageOf } from '../testing/pictures';
import { TestApp, type TestUser } from '../testing/test-app';
import { Signal } from './signal';
import { LibraryVersionRepository } from './library-version.repository';
import { LibraryWatch } from './library-watch';
import { LiveNews, STREAMS_MAX } from './live-news';

describe('live events', () => {
  let app: TestApp;
  let alice: TestUser;
  let bob: TestUser;
  let open: EventReader[];
  beforeAll(async () => {
    app = await TestApp.start();
  });
  beforeEach(async () => {
    open = [];
    [alice, bob] = [await app.register(), await app.register()];
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const reader of open) await reader.leave();
  });
  afterAll(() => app.stop());

  const answer = (user: TestUser, headers: Record<string, string> = {}) => app.as(user).get('/api/ai/events', headers);
  const listen = async (user = alice, since?: string | number) => {
    const response = await answer(user, since === undefined ? {} : { 'last-event-id': String(since) });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const reader = new EventReader(response);
    open.push(reader);
    return reader;
  };
  const next = async (reader: EventReader) => {
    const event = await reader.next();
    if (!event) throw new Error('the stream has ended');
    expect(event.data).toEqual(LiveEventSchema.parse(event.data));
    expect((event.data as LiveEvent).type).toBe(event.event);
    return event as ReadEvent & { data: LiveEvent };
  };
  const until = async (reader: EventReader, type: string) => {
    for (;;) {
      const event = await next(reader);
      if (event.event === type) return event;
    }
  };
  /** Keeps the streams from looking by themselves, so that whatever they send was signalled. */
  const onlySignalled = () => {
    jest.spyOn(app.get(LibraryWatch), 'look').mockResolvedValue();
    const { next } = Signal.prototype;
    jest.spyOn(Signal.prototype, 'next').mockImplementation(function (this: Signal) {
      return next.call(this, 3_600_000);
    });
  };
  /** What comes before the image of a witness does. */
  const before = async (reader: EventReader, witness: string) => {
    const seen: ReadEvent[] = [];
    for (;;) {
      const event = await next(reader);
      if (event.data.filename === witness) return seen;
      seen.push(event);
    }
  };

  it('begin by saying from which version on', async () => {
    const first = await next(await listen());
    await imageOf(app, alice);
    const later = await next(await listen());

    expect(first).toMatchObject({ id: '0', event: 'ready', data: { version: 0, filename: null, generationId: null } });
    expect(Number(later.id)).toBeGreaterThan(0);
  });

  it('tell another device what was made, changed, deleted and restored, at once', async () => {
    onlySignalled();
    const reader = await listen(await app.signIn(alice));
    const image = await imageOf(app, alice);

    expect((await until(reader, 'image.created')).data.filename).toBe(image.filename);
    await app.as(alice).patch(`/api/ai/my-images/${image.filename}`, { favorite: true });
    expect((await until(reader, 'image.changed')).data.filename).toBe(image.filename);
    await app.as(alice).delete(`/api/ai/images/${image.filename}`);
    expect((await until(reader, 'image.deleted')).data.filename).toBe(image.filename);
    await app.as(alice).post('/api/ai/trash/restore', { filenames: [image.filename] });
    expect((await until(reader, 'image.restored')).data.filename).toBe(image.filename);
  });

  it('tell of every image of a change of many, and only with the last that the version is told in full', async () => {
    const names = [];
    for (let i = 0; i < 5; i += 1) names.push((await imageOf(app, alice)).filename);
    await app.get(ThumbnailsService).idle();
    const reader = await listen();
    await app.as(alice).post('/api/ai/images/delete', { filenames: names });

    const events = [];
    while (events.length < 5) {
      const event = await next(reader);
      if (event.event === 'image.deleted') events.push(event);
    }

    expect(events.map((event) => event.data.filename).toSorted()).toEqual(names.toSorted());
    expect(new Set(events.map((event) => event.data.version)).size).toBe(1);
    const [shown, last] = [events.slice(0, 4), events[4]];
    expect(shown.map((event) => event.id === String(event.data.version))).toEqual([false, false, false, false]);
    expect(last?.id).toBe(String(last?.data.version));
  });

  it('tell nothing of what was taken back', async () => {
    const image = await imageOf(app, alice);
    const reader = await listen();
    const failing = app.get(Database).atomically(async (on) => {
      await app.get(ImageRepository).insert(alice.id, { ...image, id: 'other', filename: 'other.png' }, on);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const witness = await imageOf(app, alice);

    const seen = await before(reader, witness.filename);

    expect(seen.map((event) => (event.data as LiveEvent).filename)).not.toContain('other.png');
  });

  it('tell how a generation goes, to every device', async () => {
    const reader = await listen(await app.signIn(alice));

    const made = (await (await app.as(alice).post('/api/ai/generate-image', { prompt: 'a harbour' })).json()) as Generation;

    expect((await until(reader, 'generation.changed')).data).toMatchObject({ generationId: made.id, filename: null });
    expect((await until(reader, 'image.created')).data.filename).toBe(made.images[0]?.filename);
    expect((await until(reader, 'generation.changed')).data.generationId).toBe(made.id);
  });

  it('go on after a break where they stopped, and miss nothing', async () => {
    const first = await listen();
    await imageOf(app, alice);
    const known = await until(first, 'image.created');
    await first.leave();
    const [one, two] = [await imageOf(app, alice), await imageOf(app, alice)];
    await app.as(alice).delete(`/api/ai/images/${one.filename}`);

    const second = await listen(alice, known.id);
    const ready = await next(second);
    const told: string[] = [];
    while (!told.includes(`image.deleted ${one.filename}`)) {
      const { event, data } = await next(second);
      if (event !== 'image.changed') told.push(`${String(event)} ${String(data.filename)}`);
    }

    expect(ready).toMatchObject({ event: 'ready', id: known.id });
    expect(told).toEqual([`image.created ${one.filename}`, `image.created ${two.filename}`, `image.deleted ${one.filename}`]);
  });

  it('go on in another process', async () => {
    const first = await listen();
    const image = await imageOf(app, alice);
    const { id } = await next(first);
    await app.restart();

    const second = await listen(alice, id);

    expect((await until(second, 'image.created')).data.filename).toBe(image.filename);
  });

  it('say that too much happened when one was away too long, or knows a version that never was', async () => {
    await imageOf(app, alice);
    await app.get(Database).updateTable('usage_counters').set({ version: 9000 }).where('owner_id', '=', alice.id).execute();

    for (const since of [1, 999_999]) {
      const reader = await listen(alice, since);
      const resync = await until(reader, 'resync');
      expect(resync).toMatchObject({ data: { version: expect.any(Number) } });
      expect(resync.data.version).toBeGreaterThanOrEqual(9000);
      const image = await imageOf(app, alice);
      expect((await until(reader, 'image.created')).data.filename).toBe(image.filename);
    }
  });

  it('notice before long what another process wrote', async () => {
    const reader = await listen();
    await next(reader);
    const image = await imageOf(app, alice);
    await until(reader, 'image.created');
    const news = app.get(LiveNews);
    const ring = news.libraryChanged.bind(news);
    news.libraryChanged = () => undefined;
    try {
      await app.as(alice).delete(`/api/ai/images/${image.filename}`);
      expect((await until(reader, 'image.deleted')).data.filename).toBe(image.filename);
    } finally {
      news.libraryChanged = ring;
    }
  });

  it('look at the database together, not each for itself, while nothing happens', async () => {
    const users = [alice, bob, await app.register()];
    for (const user of users) await imageOf(app, user);
    await app.get(ThumbnailsService).idle();
    for (const user of users) for (let nth = 0; nth < 10; nth += 1) await next(await listen(await app.signIn(user)));
    const versions = jest.spyOn(app.get(LibraryVersionRepository), 'versionsOf');
    const looked = async (times: number) => {
      while (versions.mock.calls.length < times) await new Promise((later) => setTimeout(later, 50));
    };
    await looked(2); // The first look signals libraries that were not known before.
    const [one, session, sessions] = [jest.spyOn(app.get(UsageRepository), 'of'), jest.spyOn(app.get(SessionRepository), 'live'), jest.spyOn(app.get(WatchedSessionRepository), 'live')];

    await looked(4);

    expect(versions.mock.lastCall?.[0].toSorted()).toEqual(users.map(({ id }) => id).toSorted());
    expect([one.mock.calls.length, session.mock.calls.length]).toEqual([0, 0]);
    expect(sessions.mock.calls.length).toBeLessThan(10);
    expect(Math.max(...sessions.mock.calls.map(([ids]) => ids.length))).toBeGreaterThanOrEqual(30);
  });

  it('go on when the versions could not be read once', async () => {
    const reader = await listen();
    await next(reader);
    jest.spyOn(app.get(LibraryVersionRepository), 'versionsOf').mockRejectedValueOnce(new Error('locked'));
    await app.get(LibraryWatch).look();
    const image = await imageOf(app, alice);

    expect((await until(reader, 'image.created')).data.filename).toBe(image.filename);
  });

  it('tell nobody anything of another’s', async () => {
    const reader = await listen(bob);
    await next(reader);
    const image = await imageOf(app, alice);
    const secrets = [alice.id, image.filename];
    await app.as(alice).patch(`/api/ai/my-images/${image.filename}`, { title: 'canary' });
    await app.as(alice).delete(`/api/ai/images/${image.filename}?permanent=true`);
    const made = (await (await app.as(alice).post('/api/ai/generate-image', { prompt: 'a canary' })).json()) as Generation;
    const witness = await imageOf(app, bob);

    const seen = await before(reader, witness.filename);

    expect(seen).toEqual([]);
    expect((await until(reader, 'image.changed')).data.filename).toBe(witness.filename);
    for (const secret of [...secrets, made.id, 'canary']) expect(JSON.stringify(seen)).not.toContain(secret);
  });

  it('end with the session, and go on for the other devices', async () => {
    const [here, there] = [await app.signIn(alice), await app.signIn(alice)];
    const [ending, staying] = [await listen(here), await listen(there)];
    await Promise.all([next(ending), next(staying)]);

    await app.as(here).post('/api/auth/logout');
    await imageOf(app, alice);

    expect(await ending.next()).toBeUndefined();
    expect((await until(staying, 'image.created')).event).toBe('image.created');
    expect((await answer(here)).status).toBe(401);
  });

  it('are told of to HEAD, and none is opened', async () => {
    const response = await app.as(alice).head('/api/ai/events');

    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, 'text/event-stream; charset=utf-8', '']);
    expect(app.get(LiveNews).openStreamsOf(alice.id)).toBe(0);
  });

  it('end by themselves soon after the session has, though nothing happens', async () => {
    const here = await app.signIn(alice);
    const reader = await listen(here);
    await next(reader);
    await app.as(here).post('/api/auth/logout');

    expect(await reader.next()).toBeUndefined();
  });

  it('are open so many times at once and no more, until one is closed', async () => {
    for (let i = 0; i < STREAMS_MAX; i += 1) await listen();

    const refused = await answer(alice);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await refused.json()).toMatchObject({ type: '/problems/too-many-requests' });
    await listen(bob);
    await open[0]?.leave();
    while (app.get(LiveNews).openStreamsOf(alice.id) === STREAMS_MAX) await new Promise((go) => setTimeout(go, 10));

    await listen();
  });

  it.each(['x', '-1', '1.5', '9'.repeat(16), '1, 2'])('refuse to go on from %j', async (since) => {
    const response = await answer(alice, { 'last-event-id': since });

    expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({ type: '/problems/invalid-request' })]);
    expect(app.get(LiveNews).openStreamsOf(alice.id)).toBe(0);
  });

  it('are for who is signed in, and no cookie will do', async () => {
    expect((await app.as(null).get('/api/ai/events')).status).toBe(401);
    expect((await app.withCookies(alice.cookies).get('/api/ai/events')).status).toBe(401);
  });

  it('do not keep the process from stopping', async () => {
    const own = await TestApp.start();
    const reader = new EventReader(await own.as(await own.register()).get('/api/ai/events'));
    await reader.next();

    await own.stop();

    expect(await reader.next()).toBeUndefined();
  });
});
