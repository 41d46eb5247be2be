import { provideLocationMocks } from '@angular/common/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { afterEach, beforeAll, jest } from '@jest/globals';
import type { Album } from '@vitrine/contracts';
import type { ApiError } from '../../api/problem';
import { ApiImageSource } from '../../images/api-image-source';
import { AskToRemove } from '../../images/ask-to-remove';
import { DeviceImageSource } from '../../images/device-image-source';
import { LibraryFacets } from '../../images/library-facets';
import type { LibraryImage } from '../../images/library-image';
import { OrganiseApi } from '../../images/organise-api';
import type { RemovalQuestion } from '../../images/removal-words';
import { InMemoryImageSource } from '../../images/testing/in-memory-image-source';
import { someone } from '../../images/testing/someone';
import { LibraryUpdates } from '../../live/library-updates';
import { Toasts } from '../../shell/toasts';
import { LIBRARY_ROUTES } from '../library.routes';

/** Each reports the size of the view again. */
const resized: (() => void)[] = [];

export function resize(width: number): void {
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { value: width, configurable: true });
  for (const report of resized) report();
}

/** jsdom lays nothing out: the view has the size of a laptop's. */
export function layOut(): void {
  afterEach(() => { resize(1104); });
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
}

/** The page as it is shown to a person with these images, with everything that it needs from outside. */
export async function openLibraryPage({ user = 'maya' as string | null, images = [] as LibraryImage[], local = [] as LibraryImage[], online = true, failure = null as ApiError | null, albums = [] as Album[] } = {}) {
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

export const press = (element: HTMLElement, key: string) => element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
