import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ApiImageSource } from './api-image-source';
import { anImage } from './testing/images';
import { someone } from './testing/someone';

function setUp() {
  const person = someone('maya');
  TestBed.configureTestingModule({ providers: [...person.providers, provideHttpClient(), provideHttpClientTesting()] });
  return { ...person, http: TestBed.inject(HttpTestingController), source: TestBed.inject(ApiImageSource) };
}

const problem = (name: string, status: number) =>
  [{ type: `/problems/${name}`, title: name, status, detail: name, instance: 'r1' }, { status, statusText: name }] as const;

describe('the library of the account', () => {
  afterEach(() => { TestBed.inject(HttpTestingController).verify(); });

  it('is asked for page by page, and the console is told', async () => {
    const { http, lines, source } = setUp();
    const { place: _, ...image } = anImage();
    const page = source.page('abc');
    http.expectOne('/api/ai/my-images?limit=100&cursor=abc').flush({ images: [image], nextCursor: null, total: 1 });
    expect((await page).images).toEqual([{ ...image, place: 'library' }]);
    expect(lines).toEqual(['Loaded 1 images from backend']);
  });

  it('takes an image that is already gone for deleted', async () => {
    const { http, source } = setUp();
    const removal = source.remove('a.png');
    http.expectOne({ method: 'DELETE', url: '/api/ai/images/a.png' }).flush(...problem('not-found', 404));
    await expect(removal).resolves.toBeUndefined();
  });

  it('tells when an image could not be deleted', async () => {
    const { http, source } = setUp();
    const removal = source.remove('a.png');
    http.expectOne('/api/ai/images/a.png').flush(...problem('storage-unavailable', 503));
    await expect(removal).rejects.toMatchObject({ kind: 'storage-unavailable' });
  });

  it('knows no image that is missing or somebody else\'s', async () => {
    const { http, source } = setUp();
    const image = source.image('a.png');
    http.expectOne('/api/ai/my-images/a.png').flush(...problem('not-found', 404));
    expect(await image).toBeNull();
  });

  it('gives plain addresses, without a token in them', async () => {
    const { source } = setUp();
    const image = anImage();
    expect((await source.address(image, 'thumbnail')).url).toBe(image.thumbnailUrl);
    expect((await source.address(image, 'original')).url).toBe(image.url);
    expect((await source.address(image, 'download')).url).toBe(`${image.url}?download=1`);
  });
});
