import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { ApiClient } from './api-client';
import { busyInterceptor } from './busy-interceptor';
import { RefusedRequests } from './refused-requests';

const URL = '/api/ai/albums';
const DETAILS = '/api/ai/my-images/details';

describe('busyInterceptor', () => {
  let http: HttpTestingController;
  let api: ApiClient;
  let refused: RefusedRequests;

  beforeEach(() => {
    jest.useFakeTimers();
    TestBed.configureTestingModule({ providers: [provideHttpClient(withInterceptors([busyInterceptor])), provideHttpClientTesting()] });
    http = TestBed.inject(HttpTestingController);
    api = TestBed.inject(ApiClient);
    refused = TestBed.inject(RefusedRequests);
  });

  afterEach(() => { http.verify(); jest.useRealTimers(); });

  function refuse(kind = 'server-busy', retryAfter?: number, url = URL): void {
    const problem = { type: `/problems/${kind}`, title: 'x', status: 503, detail: 'x', instance: 'r', ...(retryAfter === undefined ? {} : { retryAfter }) };
    http.expectOne(url).flush(problem, { status: 503, statusText: 'x' });
  }

  const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1000);

  it.each(['server-busy', 'storage-unavailable', 'database-unavailable'])('sends a list that was refused with %s again, and says so until it is answered', async (kind) => {
    const answer = api.get(URL);
    refuse(kind);
    expect(refused.kind()).toBe(kind);
    await pass(1.9);
    http.expectNone(URL);
    await pass(0.1);
    expect([refused.kind(), refused.retryAt()]).toEqual([kind, null]);
    http.expectOne(URL).flush({ albums: [] });
    await expect(answer).resolves.toEqual({ albums: [] });
    expect(refused.kind()).toBeNull();
  });

  it('waits as long as the server asks for', async () => {
    const answer = api.get(URL);
    refuse('server-busy', 7);
    expect(refused.retryAt()).toBe(Date.now() + 7000);
    await pass(6.9);
    http.expectNone(URL);
    await pass(0.1);
    http.expectOne(URL).flush({});
    await answer;
  });

  it('grows the pauses, and gives up after five of them', async () => {
    const answer = api.get(URL);
    const failure = expect(answer).rejects.toMatchObject({ kind: 'server-busy' });
    for (const seconds of [2, 4, 8, 16, 32]) {
      refuse('server-busy', 1);
      await pass(seconds - 0.1);
      http.expectNone(URL);
      await pass(0.1);
    }
    refuse('server-busy', 1);
    await failure;
    await pass(120);
    expect(refused.kind()).toBeNull();
  });

  it('sends everything that waits at once when the person asks for it', async () => {
    const answers = [api.get(URL), api.get('/api/ai/trash')];
    refuse();
    refuse('server-busy', 20, '/api/ai/trash');
    refused.retryNow();
    http.expectOne(URL).flush({});
    http.expectOne('/api/ai/trash').flush({});
    await Promise.all(answers);
    expect(refused.kind()).toBeNull();
  });

  it('does not wait for longer than a minute', async () => {
    const answer = api.get(URL);
    refuse('server-busy', 61);
    await expect(answer).rejects.toMatchObject({ kind: 'server-busy' });
  });

  it('sends nothing again that may have changed something, nor what failed for another reason', async () => {
    const change = api.post(URL, {});
    refuse();
    await expect(change).rejects.toMatchObject({ kind: 'server-busy' });
    const missing = api.get(URL);
    refuse('not-found');
    await expect(missing).rejects.toMatchObject({ kind: 'not-found' });
    await pass(60);
  });

  it('sends the details of images again, although they are read by POST', async () => {
    const answer = api.post(DETAILS, { filenames: [] });
    refuse('server-busy', 1, DETAILS);
    await pass(2);
    http.expectOne(DETAILS).flush({ images: [] });
    await expect(answer).resolves.toEqual({ images: [] });
  });
});
