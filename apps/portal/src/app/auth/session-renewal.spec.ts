import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { TestRequest } from '@angular/common/http/testing';
import { provideRouter } from '@angular/router';
import { TestBed } from '@angular/core/testing';
import { Page } from '../../testing/page';
import { MAYA, sessionOf } from '../../testing/samples';
import { kindOf } from '../api/problem';
import { Connection } from '../api/connection';
import { Chats } from '../create/chats';
import { ConnectionBanner } from '../shell/connection-banner';
import { REFRESH, refuse, SessionFixture } from './testing/session-fixture';

const HEALTH = '/api/health/live';
const IMAGES = '/api/ai/my-images';
const page = { status: 502, statusText: '-', headers: { 'Content-Type': 'text/html' } };

describe('renewing a session', () => {
  let fixture: SessionFixture;

  beforeEach(() => {
    jest.useFakeTimers();
    fixture = new SessionFixture([provideRouter([])]);
  });
  afterEach(() => { jest.useRealTimers(); });

  const pass = async (ms: number) => {
    await jest.advanceTimersByTimeAsync(ms);
    TestBed.tick();
    await jest.advanceTimersByTimeAsync(0);
  };

  /** Lets so many seconds pass, with the requests answered as they come. Returns how many renewals there were. */
  async function count(seconds: number, answer: Record<string, (request: TestRequest) => void>): Promise<number> {
    let renewals = 0;
    for (let halves = 0; halves < seconds * 2; halves++) {
      await pass(500);
      for (const [url, reply] of Object.entries(answer)) {
        for (const request of fixture.http.match(url).filter(({ cancelled }) => !cancelled)) {
          if (url === REFRESH) renewals++;
          reply(request);
        }
      }
    }
    return renewals;
  }

  async function open(): Promise<void> {
    const opened = fixture.open(MAYA);
    await pass(10);
    fixture.refresh().flush(sessionOf());
    await opened;
  }

  const broken = {
    'answers 502': (request: TestRequest) => { request.flush('bad gateway', page); },
    'cuts the line': (request: TestRequest) => { request.error(new ProgressEvent('error')); },
    'answers 503': (request: TestRequest) => { refuse(request, 503); },
    'answers with no session': (request: TestRequest) => { request.flush({}); },
  } as const;

  describe.each(Object.entries(broken))('while a proxy in between %s, though the server is there', (_what, fail) => {
    const answers = { [REFRESH]: fail, [HEALTH]: (request: TestRequest) => { request.flush({ status: 'ok' }); } };

    it('is tried at most six times in the first minute, fewer times afterwards, and still when it works again', async () => {
      void fixture.open(MAYA);
      expect(await count(60, answers)).toBeLessThanOrEqual(6);
      const next = await count(60, answers);
      expect(next).toBeGreaterThanOrEqual(1);
      expect(next).toBeLessThanOrEqual(3);
      expect(await count(31, { ...answers, [REFRESH]: (request) => { request.flush(sessionOf()); } })).toBe(1);
      expect(fixture.session.status()).toBe('signed-in');
    });

    it('is not tried more often because requests are refused', async () => {
      await open();
      const refused = { ...answers, [IMAGES]: (request: TestRequest) => { refuse(request, 401); } };
      let renewals = 0;
      for (let second = 0; second < 60; second++) {
        void fixture.api.get(IMAGES).catch(kindOf);
        renewals += await count(1, refused);
      }
      expect(renewals).toBeGreaterThanOrEqual(2);
      expect(renewals).toBeLessThanOrEqual(6);
    });
  });

  it('is done once for a list that is refused all the same', async () => {
    await open();
    TestBed.inject(Chats);
    let tokens = 0;
    const answers = {
      '/api/ai/conversations?limit=20': (request: TestRequest) => { refuse(request, 401); },
      [REFRESH]: (request: TestRequest) => { request.flush(sessionOf({ ...MAYA }, `renewed-${String(++tokens)}`)); },
    };
    expect(await count(30, answers)).toBe(1);
  });

  it('waits as long as the server asks', async () => {
    void fixture.open(MAYA);
    await pass(10);
    refuse(fixture.refresh(), 503, 45);
    expect(await count(44, { [HEALTH]: (request) => { request.flush({}); } })).toBe(0);
    await pass(2000);
    fixture.refresh().flush(sessionOf());
    await pass(10);
    expect(fixture.session.status()).toBe('signed-in');
  });

  it('is done within 10 s of the return of a server that was away for long', async () => {
    const away = { [REFRESH]: broken['cuts the line'], [HEALTH]: broken['cuts the line'] };
    void fixture.open(MAYA);
    await count(300, away);
    const back = { [REFRESH]: (request: TestRequest) => { request.flush(sessionOf()); }, [HEALTH]: (request: TestRequest) => { request.flush({}); } };
    void TestBed.inject(Connection).tryNow();
    expect(await count(10, back)).toBe(1);
    expect(fixture.session.status()).toBe('signed-in');
  });

  it('is tried at once when the person asks for it', async () => {
    const fail = { [REFRESH]: broken['cuts the line'], [HEALTH]: broken['cuts the line'] };
    void fixture.open(MAYA);
    await count(15, fail);
    const banner = new Page(TestBed.createComponent(ConnectionBanner));
    TestBed.tick();
    banner.get('button', 'Try now').click();
    await pass(0);
    fixture.http.match(HEALTH).at(-1)?.flush({});
    await pass(0);
    fixture.refresh().flush(sessionOf());
    await pass(0);
    expect(fixture.session.status()).toBe('signed-in');
  });

  it('is tried again after a while when it fails before the end of a session', async () => {
    await open();
    await pass(sessionOf().expiresIn * 1000);
    refuse(fixture.refresh(), 503);
    await pass(10_000);
    fixture.refresh().flush(sessionOf(MAYA, 'token-2'));
    await pass(0);
    expect([fixture.session.status(), fixture.session.token()]).toEqual(['signed-in', 'token-2']);
  });

  it('begins with short pauses again after it worked', async () => {
    await open();
    for (let round = 0; round < 2; round++) {
      await pass(sessionOf().expiresIn * 1000);
      refuse(fixture.refresh(), 503);
      await pass(10_000);
      fixture.refresh().flush(sessionOf());
      await pass(0);
    }
    expect(fixture.session.status()).toBe('signed-in');
  });

  it('is done when a tab is shown again whose session has run out, and not before', async () => {
    await open();
    fixture.tabs.shown();
    await pass(0);
    fixture.http.expectNone(REFRESH);
    jest.setSystemTime(Date.now() + sessionOf().expiresIn * 1000); // no timer ran: the tab was frozen
    fixture.tabs.shown();
    await pass(0);
    fixture.refresh().flush(sessionOf());
  });
});
