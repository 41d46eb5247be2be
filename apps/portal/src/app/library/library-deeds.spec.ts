import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { BULK_MAX } from '@vitrine/contracts/limits';
import { ApiImageSource } from '../images/api-image-source';
import { DeviceImageSource } from '../images/device-image-source';
import { ImageActions } from '../images/image-actions';
import { LibraryFacets } from '../images/library-facets';
import type { LibraryImage } from '../images/library-image';
import { OrganiseApi } from '../images/organise-api';
import { InMemoryImageSource } from '../images/testing/in-memory-image-source';
import { anImage } from '../images/testing/images';
import { someone } from '../images/testing/someone';
import { Toasts } from '../shell/toasts';
import { GridFocus } from './grid-focus';
import { LibraryDeeds } from './library-deeds';
import { Selection } from './selection';

function setUp(images: LibraryImage[]) {
  const archived: (readonly string[])[] = [];
  const said: string[] = [];
  TestBed.configureTestingModule({ providers: [
    ...someone('maya').providers, provideRouter([]), GridFocus, LibraryDeeds, Selection,
    { provide: ApiImageSource, useValue: new InMemoryImageSource(images) }, { provide: DeviceImageSource, useValue: new InMemoryImageSource() },
    { provide: LibraryFacets, useValue: { facets: signal(null), refresh: () => undefined } },
    { provide: OrganiseApi, useValue: { archive: (names: readonly string[]) => { archived.push(names); return Promise.resolve('/api/ai/images/archive/ticket'); } } },
    { provide: Toasts, useValue: { say: (text: string) => { said.push(text); return Promise.resolve(); } } },
  ] });
  const saved = jest.spyOn(TestBed.inject(ImageActions), 'save').mockImplementation(() => undefined);
  const deeds = TestBed.inject(LibraryDeeds);
  return { archived, deeds, download: () => deeds.download(images.map(({ filename }) => filename)), images, said, saved };
}

async function question(): Promise<HTMLElement> {
  for (;;) {
    const found = document.querySelector<HTMLElement>('app-zip-dialog');
    if (found?.querySelector('.primary')?.textContent) return found;
    await new Promise((resolve) => { setTimeout(resolve, 5); });
  }
}

afterEach(() => { jest.restoreAllMocks(); });

describe('downloading many images', () => {
  it('begins at once as one zip, and says how large it is', async () => {
    const { archived, download, images, said, saved } = setUp([anImage({ bytes: 120_000_000 }), anImage({ bytes: 80_000_000 })]);
    await download();
    expect(document.querySelector('app-zip-dialog')).toBeNull();
    expect(archived).toEqual([images.map(({ filename }) => filename)]);
    expect(saved).toHaveBeenCalledWith('/api/ai/images/archive/ticket', '');
    expect(said).toEqual([expect.stringContaining('200 MB')]);
  });

  it('of more than 200 MB says so first, and begins when that is meant', async () => {
    const { archived, download, saved } = setUp([anImage({ bytes: 1_200_000_000 }), anImage({ bytes: 100_000_000 })]);
    const downloading = download();
    const asked = await question();
    expect(asked.textContent).toContain('Download 2 images as one zip?');
    expect(asked.textContent).toContain('The zip is 1.3 GB.');
    expect(archived).toEqual([]);
    asked.querySelector<HTMLElement>('.primary')?.click();
    await downloading;
    expect([archived.length, saved.mock.calls.length]).toEqual([1, 1]);
  });

  it('of more than 200 MB does not begin when it is called off', async () => {
    const { archived, download, said, saved } = setUp([anImage({ bytes: 150_000_000 }), anImage({ bytes: 50_000_001 })]);
    const downloading = download();
    (await question()).querySelector<HTMLElement>('.outline')?.click();
    await downloading;
    expect([archived, said, saved.mock.calls]).toEqual([[], [], []]);
  });

  it('takes a single one as it is, however large', async () => {
    const { archived, download, saved, images } = setUp([anImage({ bytes: 1_200_000_000 })]);
    await download();
    expect(archived).toEqual([]);
    expect(saved.mock.calls).toEqual([[images[0]!.url, expect.any(String)]]);
  });

  it('is not begun for more than fit into one', async () => {
    const { archived, deeds, said } = setUp([]);
    await deeds.download(Array.from({ length: BULK_MAX + 1 }, (_, at) => `${at}.png`));
    expect([archived, said]).toEqual([[], [expect.stringContaining('1,000')]]);
  });
});
