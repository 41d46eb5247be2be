import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Page, show } from '../../testing/page';
import { ApiClient } from '../api/api-client';
import { busyInterceptor } from '../api/busy-interceptor';
import { BusyNote } from './busy-note';

describe('BusyNote', () => {
  let http: HttpTestingController;
  let page: Page<BusyNote>;

  beforeEach(async () => {
    TestBed.configureTestingModule({ providers: [provideHttpClient(withInterceptors([busyInterceptor])), provideHttpClientTesting()] });
    http = TestBed.inject(HttpTestingController);
    page = await show(BusyNote);
  });

  async function ask(kind: string): Promise<void> {
    void TestBed.inject(ApiClient).get('/api/ai/trash');
    http.expectOne('/api/ai/trash').flush({ type: `/problems/${kind}`, title: 'x', status: 503, detail: 'x', instance: 'r', retryAfter: 40 }, { status: 503, statusText: 'x' });
    await page.settle();
  }

  it('says nothing while the server answers', () => {
    expect(page.text).toBe('');
  });

  it.each([['server-busy', 'The server is busy.'], ['storage-unavailable', 'The server cannot use its storage at the moment.']])('says of %s what is wrong and when the server is asked again', async (kind, text) => {
    await ask(kind);
    await page.settle();
    expect(page.all('status')[0]?.textContent).toBe(text);
    expect(page.text).toContain('Trying again in 40 s.');
  });

  it('asks at once when the person presses the button, and is gone with the answer', async () => {
    await ask('server-busy');
    await page.settle();
    await page.press('button', 'Try again');
    expect(page.text).toContain('Trying…');
    http.expectOne('/api/ai/trash').flush({ images: [] });
    await page.settle();
    expect(page.text).toBe('');
  });
});
