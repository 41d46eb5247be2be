import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import type { Album } from '@vitrine/contracts';
import { ApiError, UNREACHABLE } from '../api/problem';
import { Albums } from './albums';
import { OrganiseApi } from './organise-api';
import { someone } from './testing/someone';

const album = (name: string, more: Partial<Album> = {}): Album => ({ id: `id-${name}`, name, images: 0, cover: null, createdAt: '2026-11-22T12:00:00.000Z', ...more });

function setUp(user: string | null = 'maya') {
  const person = someone(user);
  const server = { albums: [album('Harbours'), album('Mountains')], calls: [] as string[], failure: null as ApiError | null };
  const answers: (() => void)[] = [];
  const held = { on: false };
  const tell = async <T>(call: string, value: () => T): Promise<T> => {
    server.calls.push(call);
    if (server.failure) throw server.failure;
    const told = value();
    if (held.on) await new Promise<void>((resolve) => { answers.push(resolve); });
    return told;
  };
  TestBed.configureTestingModule({ providers: [...person.providers, { provide: OrganiseApi, useValue: {
    albums: () => tell('albums', () => server.albums),
    createAlbum: (name: string) => tell(`create ${name}`, () => { server.albums = [album(name), ...server.albums]; return server.albums[0]; }),
    changeAlbum: (id: string, change: object) => tell(`change ${id} ${JSON.stringify(change)}`, () => { server.albums = server.albums.map((one) => (one.id === id ? { ...one, ...change } : one)); }),
    removeAlbum: (id: string) => tell(`remove ${id}`, () => { server.albums = server.albums.filter((one) => one.id !== id); }),
    putInto: (id: string, names: string[]) => tell(`put ${id} ${names.join(' ')}`, () => undefined),
    takeFrom: (id: string, names: string[]) => tell(`take ${id} ${names.join(' ')}`, () => undefined),
  } }] });
  const albums = TestBed.inject(Albums);
  TestBed.tick();
  const settled = () => new Promise((resolve) => { setTimeout(resolve); });
  return { ...person, albums, answers, held, names: () => albums.list().map(({ name }) => name), server, settled };
}

describe('the albums of a person', () => {
  it('are asked for when they are first wanted, and not before', async () => {
    const { albums, names, server } = setUp();
    expect([names(), albums.state(), server.calls]).toEqual([[], 'loading', []]);
    await albums.load();
    expect([names(), albums.state()]).toEqual([['Harbours', 'Mountains'], 'ready']);
    expect(albums.named('id-Mountains')?.name).toBe('Mountains');
  });

  it('are not asked for while nobody is signed in', async () => {
    const { albums, server } = setUp(null);
    await albums.load();
    expect(server.calls).toEqual([]);
  });

  it('are forgotten when another person comes, also those that come late', async () => {
    const { albums, answers, become, held, names, settled } = setUp();
    await albums.load();
    held.on = true;
    const late = albums.load();
    await settled();
    become('bruno');
    TestBed.tick();
    expect([names(), albums.state()]).toEqual([[], 'loading']);
    answers.forEach((arrive) => { arrive(); });
    await late;
    expect(names()).toEqual([]);
  });

  it('are those of the last question, however late an answer to an earlier one comes', async () => {
    const { albums, answers, held, names, server, settled } = setUp();
    held.on = true;
    const first = albums.load();
    server.albums = [album('Ports')];
    const second = albums.load();
    await settled();
    answers[1]?.();
    await second;
    answers[0]?.();
    await first;
    expect(names()).toEqual(['Ports']);
  });

  it('stay as they were known when the server does not tell, and say why when nothing is known', async () => {
    const { albums, names, server } = setUp();
    server.failure = new ApiError(UNREACHABLE, null);
    await albums.load();
    expect(albums.state()).toBe('unreachable');
    server.failure = new ApiError('database-unavailable', null);
    await albums.load();
    expect(albums.state()).toBe('failed');
    server.failure = null;
    await albums.load();
    server.failure = new ApiError(UNREACHABLE, null);
    await albums.load();
    expect([names(), albums.state()]).toEqual([['Harbours', 'Mountains'], 'ready']);
  });

  it('are told as the server has them after each change', async () => {
    const { albums, names, server } = setUp();
    const { id } = await albums.create('Ports');
    expect(names()).toEqual(['Ports', 'Harbours', 'Mountains']);
    await albums.rename(id, 'Piers');
    await albums.remove('id-Mountains');
    await albums.cover(id, 'a.png');
    expect(names()).toEqual(['Piers', 'Harbours']);
    expect(albums.named(id)?.cover).toBe('a.png');
    await albums.cover(id, null);
    await albums.add(id, ['a.png', 'b.png']);
    await albums.take(id, ['a.png']);
    expect(server.calls.filter((call) => call !== 'albums')).toEqual([
      'create Ports', 'change id-Ports {"name":"Piers"}', 'remove id-Mountains', 'change id-Ports {"cover":"a.png"}',
      'change id-Ports {"cover":null}', 'put id-Ports a.png b.png', 'take id-Ports a.png',
    ]);
    expect(server.calls.filter((call) => call === 'albums')).toHaveLength(7);
  });

  it('reject a change that the server refuses', async () => {
    const { albums, names, server } = setUp();
    await albums.load();
    server.failure = new ApiError('not-found', null);
    await expect(albums.rename('id-Harbours', 'Ports')).rejects.toMatchObject({ kind: 'not-found' });
    expect(names()).toEqual(['Harbours', 'Mountains']);
  });
});
