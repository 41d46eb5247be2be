import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { BULK_MAX } from '@vitrine/contracts/limits';
import { someone } from './testing/someone';
import { TrashApi } from './trash-api';

function setUp() {
  TestBed.configureTestingModule({ providers: [...someone('maya').providers, provideHttpClient(), provideHttpClientTesting()] });
  return { http: TestBed.inject(HttpTestingController), trash: TestBed.inject(TrashApi) };
}

const turn = () => new Promise((resolve) => { setTimeout(resolve); });
const NOT_FOUND = [{ type: '/problems/not-found', title: 'x', status: 404, detail: 'x', instance: 'r1' }, { status: 404, statusText: 'x' }] as const;
const AWAY = [{ type: '/problems/storage-unavailable', title: 'x', status: 503, detail: 'x', instance: 'r1' }, { status: 503, statusText: 'x' }] as const;
const GONE = [null, { status: 204, statusText: 'No Content' }] as const;

describe('deleting for good', () => {
  afterEach(() => { TestBed.inject(HttpTestingController).verify(); });

  it('is one request for many images, and another for each further thousand', async () => {
    const { http, trash } = setUp();
    const names = Array.from({ length: BULK_MAX + 2 }, (_, at) => `${at}.png`);
    const purged = trash.purge(names);
    const first = http.expectOne({ method: 'POST', url: '/api/ai/trash/purge' });
    expect(first.request.body).toEqual({ filenames: names.slice(0, BULK_MAX) });
    first.flush({ images: [] });
    await turn();
    const second = http.expectOne('/api/ai/trash/purge');
    expect(second.request.body).toEqual({ filenames: names.slice(BULK_MAX) });
    second.flush({ images: [] });
    await expect(purged).resolves.toBeUndefined();
  });

  it('names each image by itself when one of them was gone already', async () => {
    const { http, trash } = setUp();
    const purged = trash.purge(['a.png', 'b.png']);
    http.expectOne('/api/ai/trash/purge').flush(...NOT_FOUND);
    await turn();
    http.expectOne({ method: 'DELETE', url: '/api/ai/trash/a.png' }).flush(...NOT_FOUND);
    http.expectOne({ method: 'DELETE', url: '/api/ai/trash/b.png' }).flush(...GONE);
    await expect(purged).resolves.toBeUndefined();
  });

  it('takes a single image that is gone already for deleted', async () => {
    const { http, trash } = setUp();
    const purged = trash.purge(['a.png']);
    http.expectOne({ method: 'DELETE', url: '/api/ai/trash/a.png' }).flush(...NOT_FOUND);
    await expect(purged).resolves.toBeUndefined();
  });

  it('tells when it could not be done, and asks for no further image', async () => {
    const { http, trash } = setUp();
    const purged = trash.purge(['a.png', 'b.png']);
    http.expectOne('/api/ai/trash/purge').flush(...AWAY);
    await expect(purged).rejects.toMatchObject({ kind: 'storage-unavailable' });
  });
});
