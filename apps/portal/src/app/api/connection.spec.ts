import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HttpErrorResponse, HttpRequest, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { throwError } from 'rxjs';
import { ApiClient } from './api-client';
import { Connection } from './connection';
import { connectionInterceptor } from './connection-interceptor';

describe('the connection', () => {
  let http: HttpTestingController;
  let connection: Connection;
  let api: ApiClient;

  beforeEach(() => {
    jest.useFakeTimers();
    TestBed.configureTestingModule({ providers: [provideHttpClient(withInterceptors([connectionInterceptor])), provideHttpClientTesting()] });
    http = TestBed.inject(HttpTestingController);
    connection = TestBed.inject(Connection);
    api = TestBed.inject(ApiClient);
  });

  afterEach(() => { jest.useRealTimers(); });

  async function lose(): Promise<void> {
    const answer = api.get('/api/x');
    http.expectOne('/api/x').error(new ProgressEvent('error'));
    await expect(answer).rejects.toMatchObject({ kind: 'unreachable' });
  }

  it('asks nothing while all is well', () => {
    jest.advanceTimersByTime(60_000);
    expect(connection.reachable()).toBe(true);
    http.verify();
  });

  it('notices that nobody answers, and says when it asks again', async () => {
    await lose();
    expect(connection.reachable()).toBe(false);
    expect(connection.retryIn()).toBe(2);
  });

  it('comes back by itself, asking ever less often', async () => {
    await lose();
    await jest.advanceTimersByTimeAsync(2000);
    http.expectOne('/api/health/live').error(new ProgressEvent('error'));
    await jest.advanceTimersByTimeAsync(0);
    expect(connection.retryIn()).toBe(4);
    await jest.advanceTimersByTimeAsync(4000);
    http.expectOne('/api/health/live').flush({ status: 'ok' });
    await jest.advanceTimersByTimeAsync(0);
    expect(connection.reachable()).toBe(true);
    expect(connection.retryIn()).toBeNull();
  });

  it('takes the page of a gateway for silence, and a problem of ours for an answer', async () => {
    const first = api.get('/api/x');
    http.expectOne('/api/x').flush({ type: '/problems/generator-unavailable', status: 503 }, { status: 503, statusText: '', headers: { 'content-type': 'application/problem+json' } });
    await expect(first).rejects.toMatchObject({ kind: 'generator-unavailable' });
    expect(connection.reachable()).toBe(true);
    const second = api.get('/api/x');
    http.expectOne('/api/x').flush({}, { status: 502, statusText: '', headers: { 'content-type': 'text/html' } });
    await expect(second).rejects.toMatchObject({ kind: 'unreachable' });
    expect(connection.reachable()).toBe(false);
  });

  it('takes what should be JSON and is not for the page of a proxy or a captive portal', () => {
    const unread = new HttpErrorResponse({ status: 200, url: '/api/x', error: { error: new SyntaxError(), text: '<!doctype html>' } });
    TestBed.runInInjectionContext(() => connectionInterceptor(new HttpRequest('GET', '/api/x'), () => throwError(() => unread))).subscribe({ error: () => undefined });
    expect(connection.reachable()).toBe(false);
  });

  it('lets whoever waits for it go on when it is back', async () => {
    await lose();
    let back = false;
    void connection.back().then(() => { back = true; });
    await jest.advanceTimersByTimeAsync(0);
    expect(back).toBe(false);
    void connection.tryNow();
    http.expectOne('/api/health/live').flush({ status: 'ok' });
    await jest.advanceTimersByTimeAsync(0);
    TestBed.tick();
    await jest.advanceTimersByTimeAsync(0);
    expect(back).toBe(true);
  });

  /** Loses the server, and finds it by the health check alone. Returns the seconds in between. */
  async function loseAndFind(): Promise<number> {
    await lose();
    const seconds = connection.retryIn() ?? 0;
    await jest.advanceTimersByTimeAsync(seconds * 1000);
    http.expectOne('/api/health/live').flush({ status: 'ok' });
    await jest.advanceTimersByTimeAsync(0);
    return seconds;
  }

  it('asks less and less often when requests get lost again each time the server was found', async () => {
    const waits: number[] = [];
    for (let round = 0; round < 6; round++) waits.push(await loseAndFind());
    expect(waits).toEqual([2, 4, 8, 16, 30, 30]);
  });

  it('begins with short waits again after the server was there for a while', async () => {
    for (let round = 0; round < 3; round++) await loseAndFind();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(await loseAndFind()).toBe(2);
  });
});
