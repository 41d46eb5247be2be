import { provideLocationMocks } from '@angular/common/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Album } from '@vitrine/contracts';
import { show } from '../../testing/page';
import { ApiError, UNREACHABLE } from '../api/problem';
import { ApiImageSource } from '../images/api-image-source';
import { DeviceImageSource } from '../images/device-image-source';
import { LibraryFacets } from '../images/library-facets';
import { LibraryStore } from '../images/library-store';
import { OrganiseApi } from '../images/organise-api';
import { InMemoryImageSource } from '../images/testing/in-memory-image-source';
import { anImage } from '../images/testing/images';
import { someone } from '../images/testing/someone';
import { LibraryUpdates } from '../live/library-updates';
import { AlbumsPage } from './albums-page';

const album = (name: string, cover: string | null = null, images = 3): Album => ({ id: `id-${name}`, name, images, cover, createdAt: '2026-11-22T12:00:00.000Z' });

async function open({ albums = [] as Album[], failure = null as ApiError | null, images = [anImage()], online = true, away = false } = {}) {
  const person = someone('maya');
  person.reachable.set(online);
  if (away) person.status.set('away');
  const server = { albums, failure, asked: 0, changes: [] as string[] };
  const respond = <T>(value: () => T): Promise<T> => (server.failure ? Promise.reject(server.failure) : Promise.resolve(value()));
  const account = new InMemoryImageSource(images);
  TestBed.configureTestingModule({ providers: [
    ...person.providers, provideLocationMocks(), provideRouter([]),
    { provide: ApiImageSource, useValue: account }, { provide: DeviceImageSource, useValue: new InMemoryImageSource() },
    { provide: LibraryFacets, useValue: { facets: signal(null), refresh: () => undefined } },
    { provide: LibraryUpdates, useValue: { start: () => undefined } },
    { provide: OrganiseApi, useValue: {
      albums: () => { server.asked++; return respond(() => server.albums); },
      createAlbum: (name: string) => respond(() => { server.albums = [album(name, null, 0), ...server.albums]; return server.albums[0]; }),
      changeAlbum: (id: string, { name }: { name: string }) => respond(() => { server.albums = server.albums.map((one) => (one.id === id ? { ...one, name } : one)); }),
      removeAlbum: (id: string) => respond(() => { server.changes.push(`removed ${id}`); server.albums = server.albums.filter((one) => one.id !== id); }),
    } },
  ] });
  const page = await show(AlbumsPage);
  const settle = async () => { for (let turn = 0; turn < 5; turn++) { await page.settle(); await new Promise((resolve) => { setTimeout(resolve, 10); }); } };
  await settle();
  const cards = () => [...page.host.querySelectorAll<HTMLElement>('app-album-card')];
  const said = () => cards().map((card) => card.querySelector('a')?.textContent.replace(/\s+/g, ' ').trim());
  const choose = async (name: string, deed: string) => {
    await page.press('button', `More for ${name}`);
    await until('[role=menuitem]');
    await settle();
    [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find((item) => item.textContent.trim() === deed)?.click();
    await until('mat-dialog-container .btn:last-child');
  };
  const answer = async (name: string | null) => {
    const field = await until<HTMLInputElement>(name === null ? 'mat-dialog-container .danger' : 'mat-dialog-container input');
    if (name !== null) {
      field.value = name;
      field.dispatchEvent(new Event('input'));
      await settle();
    }
    document.querySelector<HTMLElement>('mat-dialog-container .btn:last-child')?.click();
    await gone('mat-dialog-container');
    await settle();
  };
  return { ...person, account, server, page, cards, said, choose, answer, settle, library: TestBed.inject(LibraryStore) };
}

async function until<T extends HTMLElement>(selector: string): Promise<T> {
  for (;;) {
    const found = document.querySelector<T>(selector);
    if (found?.isConnected) return found;
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
}

async function gone(selector: string): Promise<void> {
  while (document.querySelector(selector)) await new Promise((resolve) => { setTimeout(resolve, 10); });
}

afterEach(() => { document.body.replaceChildren(); });

describe('the albums', () => {
  it('are shown by their covers, names and counts, and each leads to what its filter leaves of the library', async () => {
    const [one, other] = [anImage(), anImage()];
    const { cards, page, said } = await open({ albums: [album('Harbours', one.filename, 1284), album('Mountains', other.filename, 1)] });
    expect(said()).toEqual(['Harbours 1,284 images', 'Mountains 1 image']);
    expect(cards().map((card) => card.querySelector('img')?.getAttribute('src'))).toEqual([one.url, other.url]);
    expect(cards()[0]?.querySelector('a')?.getAttribute('href')).toBe('/library?album=id-Harbours');
    expect(page.text).toContain('2 albums');
  });

  it('have a plain frame while there is nothing in them', async () => {
    const { cards } = await open({ albums: [album('Harbours', null, 0)] });
    expect(cards()[0]?.querySelector('img')).toBeNull();
    expect(cards()[0]?.querySelector('.cover app-icon')).not.toBeNull();
  });

  it('have another cover as soon as the one they had turns out to be gone, and no broken picture meanwhile', async () => {
    const [cover, next] = [anImage(), anImage()];
    const { account, cards, server, settle } = await open({ albums: [album('Harbours', cover.filename)], images: [cover, next] });
    account.images = [next];
    server.albums = [album('Harbours', next.filename, 2)];
    const picture = cards()[0]?.querySelector('img');
    picture?.dispatchEvent(new Event('error'));
    expect(picture?.style.visibility).toBe('hidden');
    await settle();
    expect(cards()[0]?.querySelector('img')?.getAttribute('src')).toBe(next.url);
  });

  it('follow when an image of theirs goes', async () => {
    const [cover, next] = [anImage(), anImage()];
    const { library, said, server, settle } = await open({ albums: [album('Harbours', cover.filename, 2)], images: [cover, next] });
    library.open();
    await settle();
    server.albums = [album('Harbours', next.filename, 1)];
    await library.remove([cover], true);
    await settle();
    expect(said()).toEqual(['Harbours 1 image']);
  });

  it('are begun, and the new one has the focus', async () => {
    const { answer, page, said } = await open({ albums: [album('Harbours')] });
    await page.press('button', 'New album');
    await answer('Mountains');
    expect(said()).toEqual(['Mountains 0 images', 'Harbours 3 images']);
    expect(document.activeElement?.textContent).toContain('Mountains');
  });

  it('are given another name', async () => {
    const { answer, choose, said } = await open({ albums: [album('Harbours')] });
    await choose('Harbours', 'Rename this album…');
    await answer('Ports');
    expect(said()).toEqual(['Ports 3 images']);
  });

  it('are deleted only after it was said that their images stay, and the focus goes on to the next', async () => {
    const { answer, choose, said, server } = await open({ albums: [album('Harbours'), album('Mountains'), album('Ports')] });
    await choose('Mountains', 'Delete this album…');
    expect(document.querySelector('mat-dialog-container')?.textContent).toContain('Its images stay in your library.');
    expect(server.changes).toEqual([]);
    await answer(null);
    expect(server.changes).toEqual(['removed id-Mountains']);
    expect(said()).toEqual(['Harbours 3 images', 'Ports 3 images']);
    expect(document.activeElement?.textContent).toContain('Ports');
  });

  it('say how to begin when there are none', async () => {
    const { answer, page, said } = await open();
    expect(page.text).toContain('No albums yet.');
    await page.press('button', 'New album');
    await answer('Harbours');
    expect(said()).toEqual(['Harbours 0 images']);
  });

  it('say that they could not be loaded, and are shown on a second try', async () => {
    const { page, said, server, settle } = await open({ albums: [album('Harbours')], failure: new ApiError('database-unavailable', null) });
    expect(page.all('alert')[0]?.textContent).toContain('Your albums could not be loaded.');
    server.failure = null;
    await page.press('button', 'Try again');
    await settle();
    expect(said()).toEqual(['Harbours 3 images']);
  });

  it('say that the server is away, and come by themselves when it is back', async () => {
    const { page, reachable, said, server, settle } = await open({ albums: [album('Harbours')], failure: new ApiError(UNREACHABLE, null) });
    expect(page.text).toContain("We can't reach the server.");
    reachable.set(false);
    await settle();
    server.failure = null;
    reachable.set(true);
    await settle();
    expect(said()).toEqual(['Harbours 3 images']);
  });

  it('are asked for as soon as the session is renewed, when it could not be before', async () => {
    const { page, said, settle, status, server } = await open({ albums: [album('Harbours')], away: true });
    expect([said(), server.asked]).toEqual([[], 0]);
    expect(page.text).toContain("We can't reach the server.");
    status.set('signed-in');
    await settle();
    expect(said()).toEqual(['Harbours 3 images']);
  });

  it('say that the server is away when it was so from the beginning', async () => {
    const { page, server } = await open({ albums: [album('Harbours')], online: false });
    expect([page.text.includes("We can't reach the server."), server.asked]).toEqual([true, 0]);
  });
});
