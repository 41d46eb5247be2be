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

const turn = () => new Promise((resolve) => { setTimeout(resolve); });
const problem = (name: string, status: number) =>
  [{ type: `/problems/${name}`, title: name, status, detail: name, instance: 'r1' }, { status, statusText: name }] as const;

const NAME = '0190b7f6-7c1e-7d7a-8a4b-000000000001.png';

describe('the library of the account', () => {
  afterEach(() => { TestBed.inject(HttpTestingController).verify(); });

  it('is known by its index, as the filters leave it, and the console is told', async () => {
    const { http, lines, source } = setUp();
    const index = source.index({ q: 'harbour', favorite: 'true' });
    http.expectOne('/api/ai/my-images/index?q=harbour&favorite=true').flush({ version: 7, complete: true, names: ['a.png'], times: [1], widths: [3], heights: [2], favorites: [0] });
    expect((await index).names).toEqual(['a.png']);
    expect(lines).toEqual(['Loaded 1 images from backend']);
  });

  it('is asked only for what changed, once a version is known', async () => {
    const { http, source } = setUp();
    const delta = source.since(7);
    http.expectOne('/api/ai/my-images/index?since=7').flush({ version: 8, complete: false, since: 7, added: [], removed: ['a.png'] });
    expect(await delta).toMatchObject({ version: 8, removed: ['a.png'] });
  });

  it('gives many away in one request, and names those anew that are left when some were gone already', async () => {
    const { http, source } = setUp();
    const removal = source.remove(['a.png', 'b.png']);
    http.expectOne('/api/ai/images/delete').flush(...problem('not-found', 404));
    await turn();
    const { place: _, ...left } = anImage({ filename: 'b.png' });
    http.expectOne('/api/ai/my-images/details').flush({ images: [left] });
    await turn();
    const second = http.expectOne('/api/ai/images/delete');
    expect(second.request.body).toEqual({ filenames: ['b.png'] });
    second.flush(null, { status: 204, statusText: 'No Content' });
    await expect(removal).resolves.toBeUndefined();
  });

  it('takes images back out of the trash', async () => {
    const { http, source } = setUp();
    const { place: _, ...image } = anImage();
    const restored = source.restore([image.filename]);
    http.expectOne({ method: 'POST', url: '/api/ai/trash/restore' }).flush({ images: [image] });
    expect(await restored).toEqual([{ ...image, place: 'library' }]);
  });

  it('takes an image that is already gone for deleted', async () => {
    const { http, source } = setUp();
    const removal = source.remove(['a.png']);
    http.expectOne({ method: 'DELETE', url: '/api/ai/images/a.png' }).flush(...problem('not-found', 404));
    await expect(removal).resolves.toBeUndefined();
  });

  it('tells when an image could not be deleted', async () => {
    const { http, source } = setUp();
    const removal = source.remove(['a.png']);
    http.expectOne('/api/ai/images/a.png').flush(...problem('storage-unavailable', 503));
    await expect(removal).rejects.toMatchObject({ kind: 'storage-unavailable' });
  });

  it('knows no image that is missing or somebody else\'s', async () => {
    const { http, source } = setUp();
    const image = source.image(NAME);
    http.expectOne(`/api/ai/my-images/${NAME}`).flush(...problem('not-found', 404));
    expect(await image).toBeNull();
  });

  it('takes no other thing of the API for an image, whatever an address names', async () => {
    const { source } = setUp();
    for (const name of ['index', 'facets', '..', '', 'a.png', `${NAME}/bytes`]) expect(await source.image(name)).toBeNull();
  });

  it('gives plain addresses, without a token in them', async () => {
    const { source } = setUp();
    const image = anImage();
    expect((await source.address(image, 'thumbnail')).url).toBe(image.thumbnailUrl);
    expect((await source.address(image, 'original')).url).toBe(image.url);
    expect((await source.address(image, 'download')).url).toBe(`${image.url}?download=1`);
  });
});
