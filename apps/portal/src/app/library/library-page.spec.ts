import { provideLocationMocks } from '@angular/common/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Album } from '@vitrine/contracts';
import { ApiError } from '../api/problem';
import { ApiImageSource } from '../images/api-image-source';
import { AskToRemove } from '../images/ask-to-remove';
import { DeviceImageSource } from '../images/device-image-source';
import { LibraryFacets } from '../images/library-facets';
import type { LibraryImage } from '../images/library-image';
import { LibraryStore } from '../images/library-store';
import { OrganiseApi } from '../images/organise-api';
import type { RemovalQuestion } from '../images/removal-words';
import { InMemoryImageSource } from '../images/testing/in-memory-image-source';
import { anImage } from '../images/testing/images';
import { someone } from '../images/testing/someone';
import { LibraryUpdates } from '../live/library-updates';
import { Toasts } from '../shell/toasts';
import { LIBRARY_ROUTES } from './library.routes';

/** Each tells the view once more how large it is. */
const resized: (() => void)[] = [];

function resize(width: number): void {
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { value: width, configurable: true });
  for (const tell of resized) tell();
}

afterEach(() => { resize(1104); });

/** jsdom lays nothing out: the view is told to be as large as a laptop's. */
beforeAll(() => {
  jest.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']);
  globalThis.ResizeObserver = class {
    constructor(private readonly notify: ResizeObserverCallback) { resized.push(() => { notify([], this); }); }
    observe(): void { this.notify([], this); }
    unobserve(): void { /* nothing is followed */ }
    disconnect(): void { /* nothing is followed */ }
  };
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { value: 1104, configurable: true });
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { value: 840, configurable: true });
});

async function open({ user = 'maya' as string | null, images = [] as LibraryImage[], local = [] as LibraryImage[], online = true, failure = null as ApiError | null, albums = [] as Album[] } = {}) {
  const person = someone(user);
  const [account, device] = [new InMemoryImageSource(images), new InMemoryImageSource(local)];
  account.failure = failure;
  person.reachable.set(online);
  const said: string[] = [];
  const changed: unknown[] = [];
  const answers: { undo: () => void } = { undo: () => undefined };
  const whether = jest.fn((_question: RemovalQuestion) => Promise.resolve(true));
  TestBed.configureTestingModule({ providers: [
    ...person.providers, provideLocationMocks(), provideRouter([{ path: '', pathMatch: 'full', children: [] }, { path: 'library', children: LIBRARY_ROUTES }], withComponentInputBinding()),
    { provide: ApiImageSource, useValue: account }, { provide: DeviceImageSource, useValue: device },
    { provide: AskToRemove, useValue: { whether } },
    { provide: LibraryFacets, useValue: { facets: signal(null), refresh: () => undefined, trashDays: () => Promise.resolve(30) } },
    { provide: LibraryUpdates, useValue: { start: () => undefined } },
    { provide: OrganiseApi, useValue: { albums: () => Promise.resolve(albums), changeAlbum: (id: string, change: { cover: string }) => { changed.push([id, change]); return Promise.resolve(); } } },
    { provide: Toasts, useValue: {
      say: (text: string) => { said.push(text); return Promise.resolve(); },
      offer: (text: string) => { said.push(text); return new Promise((resolve) => { answers.undo = () => { resolve(true); }; }); },
      dismiss: () => undefined,
    } },
  ] });
  TestBed.inject(Router).setUpLocationChangeListener();
  const harness = await RouterTestingHarness.create('/library');
  const page = harness.fixture.nativeElement as HTMLElement;
  const settled = async () => {
    for (let turn = 0; turn < 4; turn++) { await harness.fixture.whenStable(); await new Promise((resolve) => { setTimeout(resolve, turn === 1 ? 70 : 0); }); }
  };
  await settled();
  const all = (role: string) => [...page.querySelectorAll<HTMLElement>(`[role=${role}]`)];
  return { ...person, account, answers, changed, device, page, all, said, settled, whether, harness };
}

const press = (element: HTMLElement, key: string) => element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));

describe('the library page', () => {
  it('shows the images under their days, as a grid of which one tile is in the tab order', async () => {
    const images = [anImage({ createdAt: '2026-11-20T12:00:00.000Z' }), anImage({ createdAt: '2026-11-20T11:00:00.000Z' }), anImage({ createdAt: '2026-11-18T11:00:00.000Z' })];
    const { all, page } = await open({ images });
    expect(all('gridcell')).toHaveLength(3);
    expect(all('rowheader').map((heading) => heading.textContent.replace(/\s+/g, ' ').trim())).toEqual([
      expect.stringContaining('20 November'), expect.stringContaining('18 November'),
    ]);
    expect(all('gridcell').filter((tile) => tile.tabIndex === 0)).toHaveLength(1);
    expect(all('grid')[0]?.getAttribute('aria-rowcount')).toBe('4');
    expect(page.querySelector('p.count')?.textContent).toContain('3 images');
  });

  it('says how it begins when there is nothing yet', async () => {
    const { page } = await open();
    expect(page.textContent).toContain('Your images will live here.');
  });

  it('offers to try again when loading failed, and then shows the images', async () => {
    const { account, all, page, settled } = await open({ images: [anImage()], failure: new ApiError('internal-error', null) });
    expect(all('alert')[0]?.textContent).toContain('could not be loaded');
    account.failure = null;
    page.querySelector<HTMLElement>('[role=alert] button')?.click();
    await settled();
    expect(all('gridcell')).toHaveLength(1);
  });

  it('says that the server is away, and comes back by itself', async () => {
    const { all, page, reachable, settled } = await open({ images: [anImage()], online: false });
    expect(page.textContent).toContain('We can\'t reach the server.');
    reachable.set(true);
    await settled();
    expect(all('gridcell')).toHaveLength(1);
  });

  it('marks what this device alone keeps, and says why in one banner', async () => {
    const { all, page } = await open({ user: null, local: [anImage({}, 'device'), anImage({}, 'device')] });
    expect(page.textContent).toContain('2 images are on this device only.');
    expect(all('gridcell').map((tile) => tile.textContent.trim())).toEqual(['This device only', 'This device only']);
  });

  it('asks before it deletes, and then moves the focus to the next image', async () => {
    const images = [anImage(), anImage(), anImage()];
    const { account, all, said, settled, whether } = await open({ images });
    all('gridcell')[1]?.focus();
    press(all('gridcell')[1]!, 'Delete');
    await settled();
    expect(whether).toHaveBeenCalledWith({ images: [expect.objectContaining({ filename: images[1]?.filename })], days: 30 });
    expect(account.images).toHaveLength(2);
    expect(said).toEqual(['Moved to trash.']);
    expect(document.activeElement?.getAttribute('aria-label')).toContain(images[2]?.prompt);
  });

  it('keeps the focus on its tile when the window becomes narrow and the tile moves to another row', async () => {
    const images = Array.from({ length: 12 }, () => anImage());
    const { all, settled, whether } = await open({ images });
    all('gridcell')[9]?.focus();
    resize(390);
    await settled();
    expect(document.activeElement?.getAttribute('aria-label')).toContain('Image 10 of 12');
    press(document.activeElement as HTMLElement, 'Delete');
    await settled();
    expect(whether).toHaveBeenCalledWith({ images: [expect.objectContaining({ filename: images[9]?.filename })], days: 30 });
  });

  it('deletes nothing when the person keeps the image', async () => {
    const { account, all, settled, whether } = await open({ images: [anImage()] });
    whether.mockResolvedValue(false);
    press(all('gridcell')[0]!, 'Delete');
    await settled();
    expect(account.calls.filter((call) => call.startsWith('remove'))).toEqual([]);
    expect(all('gridcell')).toHaveLength(1);
  });

  it('selects with Space and a Shift range, and deletes them together', async () => {
    const { all, page, account, settled } = await open({ images: [anImage(), anImage(), anImage(), anImage()] });
    all('gridcell')[0]?.focus();
    press(all('gridcell')[0]!, ' ');
    await settled();
    all('gridcell')[2]?.querySelector('.circle')?.dispatchEvent(new MouseEvent('click', { shiftKey: true, bubbles: true }));
    await settled();
    expect(all('gridcell').map((tile) => tile.getAttribute('aria-selected'))).toEqual(['true', 'true', 'true', 'false']);
    expect(all('toolbar')[0]?.textContent).toContain('3 selected');
    [...page.querySelectorAll<HTMLElement>('[role=toolbar] button')].find((button) => button.textContent.includes('Move to trash'))?.click();
    await settled();
    expect(account.images).toHaveLength(1);
    expect(all('toolbar')).toHaveLength(0);
  });

  it('opens an image before everything, walks on, and returns the focus to its tile', async () => {
    const images = [anImage(), anImage(), anImage()];
    const { all, settled } = await open({ images });
    all('gridcell')[0]?.focus();
    press(all('gridcell')[0]!, 'Enter');
    await settled();
    const dialog = all('dialog')[0]!;
    expect(dialog.textContent).toContain(images[0]?.prompt);
    press(dialog, 'ArrowRight');
    await settled();
    expect(dialog.querySelector('.counter')?.textContent).toBe('002 / 3');
    press(dialog, 'Escape');
    await settled();
    expect(all('dialog')).toHaveLength(0);
    expect(document.activeElement?.getAttribute('aria-label')).toContain('Image 2 of 3');
  });

  it('shows the next image at once when the one that was open is deleted, and stays closed when it is closed meanwhile', async () => {
    const images = [anImage(), anImage(), anImage()];
    const { account, all, settled } = await open({ images });
    all('gridcell')[0]?.focus();
    press(all('gridcell')[0]!, 'Enter');
    await settled();
    const release = account.hold();
    press(all('dialog')[0]!, 'Delete');
    await settled();
    expect(all('dialog')[0]?.querySelector('.counter')?.textContent).toBe('001 / 2');
    expect(all('dialog')[0]?.textContent).toContain(images[1]?.prompt);
    press(all('dialog')[0]!, 'Escape');
    await settled();
    expect(all('dialog')).toHaveLength(0);
    release();
    await settled();
    expect(all('dialog')).toHaveLength(0);
    expect(account.images).toHaveLength(2);
  });

  it('leaves the image that is looked at by then alone, when one deleted before could not be', async () => {
    const images = [anImage(), anImage(), anImage()];
    const { account, all, said, settled } = await open({ images });
    press(all('gridcell')[0]!, 'Enter');
    await settled();
    let fail: () => void = () => undefined;
    account.remove = () => new Promise((_, reject) => { fail = () => { reject(new ApiError('database-unavailable', null)); }; });
    press(all('dialog')[0]!, 'Delete');
    await settled();
    press(all('dialog')[0]!, 'ArrowRight');
    await settled();
    expect(all('dialog')[0]?.textContent).toContain(images[2]?.prompt);
    fail();
    await settled();
    expect(all('dialog')[0]?.textContent).toContain(images[2]?.prompt);
    expect(all('dialog')[0]?.querySelector('.counter')?.textContent).toBe('003 / 3');
    expect(said).toEqual([expect.stringContaining('still in your library')]);
  });

  it('passes over a neighbour that went away while the question was asked, and shows the library after the last image', async () => {
    const images = [anImage(), anImage(), anImage()];
    const { account, all, settled, whether } = await open({ images });
    press(all('gridcell')[0]!, 'Enter');
    await settled();
    whether.mockImplementationOnce(async () => {
      account.become(account.images.filter(({ filename }) => filename !== images[1]?.filename));
      await TestBed.inject(LibraryStore).load();
      return true;
    });
    press(all('dialog')[0]!, 'Delete');
    await settled();
    expect(all('dialog')[0]?.textContent).toContain(images[2]?.prompt);
    press(all('dialog')[0]!, 'Delete');
    await settled();
    expect(all('dialog')).toHaveLength(0);
    expect(account.images).toEqual([]);
  });

  describe('of one album', () => {
    const ID = '0190b7f6-7c1e-7d7a-8a4b-00000000000a';
    const album = (images: number): Album => ({ id: ID, name: 'Harbours', images, cover: null, createdAt: '2026-11-22T12:00:00.000Z' });

    it('has its name, and leads back to all of them', async () => {
      const { harness, page, settled } = await open({ images: [anImage()], albums: [album(1)] });
      await harness.navigateByUrl(`/library?album=${ID}`);
      await settled();
      expect(page.querySelector('h1')?.textContent).toBe('Harbours');
      expect(page.querySelector('header a')?.getAttribute('href')).toBe('/albums');
    });

    it('says how something gets into it while nothing is', async () => {
      const { account, harness, page, settled } = await open({ images: [anImage()], albums: [album(0)] });
      const whole = account.index.bind(account);
      account.index = (filters) => whole(filters.album === undefined ? filters : { ...filters, q: 'no such words' } as typeof filters);
      await harness.navigateByUrl(`/library?album=${ID}`);
      await settled();
      expect(page.textContent).toContain('This album is empty.');
      [...page.querySelectorAll<HTMLElement>('button')].find((button) => button.textContent === 'Choose images')?.click();
      await settled();
      expect([page.querySelector('h1')?.textContent, page.querySelectorAll('[role=gridcell]').length]).toEqual(['Library', 1]);
    });

    it('has the one selected image of it for its cover, when that is wished', async () => {
      const images = [anImage(), anImage()];
      const { all, changed, harness, page, said, settled } = await open({ images, albums: [album(2)] });
      await harness.navigateByUrl(`/library?album=${ID}`);
      await settled();
      all('gridcell')[1]?.focus();
      press(all('gridcell')[1]!, ' ');
      await settled();
      page.querySelector<HTMLElement>('[aria-label="Use as album cover"]')?.click();
      await settled();
      expect(changed).toEqual([[ID, { cover: images[1]?.filename }]]);
      expect(said).toEqual(['Cover of “Harbours” changed.']);
      expect(all('toolbar')).toHaveLength(0);
    });

    it('has the image that is looked at for its cover, when that is wished', async () => {
      const images = [anImage(), anImage()];
      const { all, changed, harness, settled } = await open({ images, albums: [album(2)] });
      await harness.navigateByUrl(`/library?album=${ID}`);
      await settled();
      press(all('gridcell')[0]!, 'Enter');
      await settled();
      all('dialog')[0]?.querySelector<HTMLElement>('[aria-label="Use as album cover"]')?.click();
      await settled();
      expect(changed).toEqual([[ID, { cover: images[0]?.filename }]]);
    });
  });

  it('offers no cover where no album is looked through', async () => {
    const { all, page, settled } = await open({ images: [anImage()] });
    press(all('gridcell')[0]!, ' ');
    await settled();
    expect(page.querySelector('[aria-label="Use as album cover"]')).toBeNull();
  });

  it('is found where it was left', async () => {
    const { harness, page, settled } = await open({ images: Array.from({ length: 60 }, () => anImage()) });
    const scroller = () => page.querySelector<HTMLElement>('.scroller')!;
    scroller().scrollTop = 900;
    scroller().dispatchEvent(new Event('scroll'));
    await settled();
    await harness.navigateByUrl('/');
    await harness.navigateByUrl('/library');
    await settled();
    expect(scroller().scrollTop).toBe(900);
  });

  it('answers a link to an image it does not know as if there were none', async () => {
    const { all, harness, settled } = await open({ images: [anImage()] });
    await harness.navigateByUrl('/library/0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f-png');
    await settled();
    expect(all('dialog')[0]?.textContent).toContain('We can\'t find that image.');
  });
});
