import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Device } from '@vitrine/contracts';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { type Page, show } from '../../testing/page';
import { ApiClient } from '../api/api-client';
import { Connection } from '../api/connection';
import { ApiError } from '../api/problem';
import { Session } from '../auth/session';
import { Toasts } from '../shell/toasts';
import { Devices } from './devices';

function device(id: string, name: string, current = false): Device {
  const at = '2026-11-22T10:00:00.000Z';
  return { id, device: name, current, createdAt: at, lastSeenAt: at, expiresAt: at };
}

const LAPTOP = device('s1', 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0', true);
const PHONE = device('s2', 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1');
const TABLET = device('s3', 'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36');

describe('the list of sessions', () => {
  const reachable = signal(true);
  let sessions: Device[];
  let ended: string[];
  let said: string[];
  let refusal: ApiError | null;
  let gone: string[];

  beforeEach(() => {
    reachable.set(true);
    [sessions, ended, said, refusal, gone] = [[LAPTOP, PHONE, TABLET], [], [], null, []];
    TestBed.configureTestingModule({ providers: [
      { provide: Session, useValue: { status: signal('signed-in') } },
      { provide: Connection, useValue: { reachable, offline: signal(false) } },
      { provide: Toasts, useValue: { say: (text: string) => { said.push(text); return Promise.resolve(); } } },
      { provide: ApiClient, useValue: {
        get: () => (refusal ? Promise.reject(refusal) : Promise.resolve({ sessions })),
        delete: (path: string) => {
          if (refusal) return Promise.reject(refusal);
          if (gone.some((id) => path.endsWith(id))) return Promise.reject(new ApiError('not-found', null));
          ended.push(path);
          sessions = sessions.filter(({ id }) => !path.endsWith(id));
          return Promise.resolve();
        },
      } },
    ] });
  });

  const open = (): Promise<Page<Devices>> => show(Devices);

  it('marks the one that is looked at, and offers to end the others alone', async () => {
    const page = await open();
    expect([...page.host.querySelectorAll('li')].map((item) => item.textContent?.includes('This device'))).toEqual([true, false, false]);
    expect(page.find('button', /Sign out Firefox/)).toBeUndefined();
    expect(page.all('button')).toHaveLength(3);
  });

  it('is loaded as soon as the server is back', async () => {
    refusal = new ApiError('unreachable', null);
    reachable.set(false);
    const page = await open();
    expect(page.text).toContain('Your sessions could not be loaded.');
    refusal = null;
    reachable.set(true);
    await page.settle();
    expect(page.host.querySelectorAll('li')).toHaveLength(3);
  });

  it('names each by its browser and its system', async () => {
    const page = await open();
    expect([...page.host.querySelectorAll('li b')].map((name) => name.textContent)).toEqual(['Firefox on Linux', 'Safari on iPhone', 'Chrome on Android']);
    expect(page.text).not.toContain('Mozilla');
    expect(page.find('button', 'Sign out Safari on iPhone')).toBeDefined();
  });

  it('ends the others though one of them ended in between', async () => {
    const page = await open();
    gone = ['s2'];
    await page.press('button', 'Sign out everywhere else');
    expect(ended).toEqual(['/api/auth/sessions/s3']);
    expect(said).toHaveLength(1);
    expect(said).not.toContain('That did not work. Please try again.');
  });

  it('ends the one that is chosen, says so and no longer shows it', async () => {
    const page = await open();
    await page.press('button', /Safari/);
    expect(ended).toEqual(['/api/auth/sessions/s2']);
    expect(said).toEqual(['Signed out there.']);
    expect(page.text).not.toContain('Safari');
    expect(page.text).toContain('Chrome');
  });

  it('ends every other at once, never the one that is looked at', async () => {
    const page = await open();
    await page.press('button', 'Sign out everywhere else');
    expect(ended).toEqual(['/api/auth/sessions/s2', '/api/auth/sessions/s3']);
    expect(said).toEqual(['Signed out everywhere else.']);
    expect(page.all('button')).toEqual([]);
  });

  it('offers to end all others only where there is more than one', async () => {
    sessions = [LAPTOP, PHONE];
    expect((await open()).find('button', 'Sign out everywhere else')).toBeUndefined();
  });

  it('says that it did not work, and shows what is true', async () => {
    const page = await open();
    refusal = new ApiError('too-many-requests', null);
    page.get('button', /Safari/).click();
    await page.settle();
    expect(ended).toEqual([]);
    expect(said).toEqual(['That did not work. Please try again.']);
  });

  it('can be asked for again when it could not be loaded', async () => {
    refusal = new ApiError('too-many-requests', null);
    const page = await open();
    expect(page.text).toContain('Your sessions could not be loaded.');
    refusal = null;
    await page.press('button', 'Try again');
    expect(page.text).toContain('Firefox');
  });

  it('ends nothing while the server is away, and says why', async () => {
    const page = await open();
    reachable.set(false);
    await page.settle();
    expect(page.get('button', /Safari/).getAttribute('aria-disabled')).toBe('true');
    await page.press('button', /Safari/);
    expect(ended).toEqual([]);
    expect(said).toEqual(['We can\'t reach the server.']);
  });
});
