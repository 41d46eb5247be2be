import { beforeEach, describe, expect, it } from '@jest/globals';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { type Page, show } from '../../testing/page';
import { MAYA } from '../../testing/samples';
import { Connection } from '../api/connection';
import { ApiError } from '../api/problem';
import { Session } from './session';
import { SignIn } from './sign-in';

class FakeSession {
  readonly expired = signal(false);
  readonly status = signal('guest');
  readonly owner = signal(null);
  readonly user = signal(null);
  readonly tries: unknown[] = [];
  answer: () => Promise<unknown> = () => Promise.resolve(MAYA);

  signIn(login: unknown): Promise<unknown> {
    this.tries.push(login);
    return this.answer();
  }
}

describe('signing in', () => {
  let session: FakeSession;
  let page: Page<SignIn>;
  const reachable = signal(true);

  beforeEach(() => {
    reachable.set(true);
    session = new FakeSession();
    TestBed.configureTestingModule({
      providers: [provideRouter([{ path: '**', children: [] }]), { provide: Session, useValue: session }, { provide: Connection, useValue: { reachable, offline: signal(true) } }],
    });
  });

  async function fill(): Promise<void> {
    await page.type('Email', 'maya@northwind.example');
    await page.type('Password', 'long enough');
  }

  async function refuse(error: ApiError): Promise<void> {
    page = await show(SignIn);
    session.answer = () => Promise.reject(error);
    await fill();
    await page.press('button', 'Sign in');
  }

  it('sends nothing that is empty: it says what is missing, above and beside, and moves the focus there', async () => {
    page = await show(SignIn);
    await page.press('button', 'Sign in');
    expect(session.tries).toEqual([]);
    expect(document.activeElement).toBe(page.all('alert')[0]);
    expect(page.all('alert')[0]?.textContent).toContain('Enter your email.');
    const described = page.field('Email').getAttribute('aria-describedby') ?? '';
    expect(described.split(' ').map((id) => document.getElementById(id)?.textContent).join()).toContain('Enter your email.');
    page.get('link', 'Enter your password.').click();
    expect(document.activeElement).toBe(page.field('Password'));
  });

  it('goes where the person wanted to go', async () => {
    page = await show(SignIn, { next: '/library' });
    await fill();
    await page.press('button', 'Sign in');
    await page.settle();
    expect(session.tries).toEqual([{ email: 'maya@northwind.example', password: 'long enough' }]);
    expect(TestBed.inject(Router).url).toBe('/library');
  });

  it('never goes to another site', async () => {
    page = await show(SignIn, { next: '//evil.example/x' });
    await fill();
    await page.press('button', 'Sign in');
    await page.settle();
    expect(TestBed.inject(Router).url).toBe('/create');
  });

  it('does not tell whether the address has an account', async () => {
    await refuse(new ApiError('unauthenticated', null));
    expect(page.all('alert')[0]?.textContent).toContain('Email or password is not right.');
    expect(page.field('Email').value).toBe('maya@northwind.example');
  });

  const refusal = (kind: 'too-many-requests' | 'server-busy', status: number, retryAfter: number) =>
    new ApiError(kind, { type: `/problems/${kind}`, title: '', status, detail: '', instance: '', retryAfter });

  it('says in minutes when to come back after too many attempts', async () => {
    await refuse(refusal('too-many-requests', 429, 895));
    expect(page.all('alert')[0]?.textContent).toContain('Too many attempts. Try again in 15 minutes.');
    expect(page.get('button', 'Try again in 15 min').hasAttribute('disabled')).toBe(true);
  });

  it('counts the last seconds down', async () => {
    await refuse(refusal('too-many-requests', 429, 12));
    expect(page.all('alert')[0]?.textContent).toContain('Too many attempts. Try again in 1 minute.');
    expect(page.get('button', 'Try again in 12 s').hasAttribute('disabled')).toBe(true);
  });

  it('says that the server is busy, and waits as long as it asks', async () => {
    await refuse(refusal('server-busy', 503, 2));
    expect(page.all('alert')[0]?.textContent).toContain('The server is busy. Try again in a moment.');
    expect(page.get('button', 'Try again in 2 s').hasAttribute('disabled')).toBe(true);
  });

  it('offers to go on as a guest when the server is away', async () => {
    await refuse(new ApiError('unreachable', null));
    expect(page.all('alert')[0]?.querySelector('a[href="/create"]')?.textContent).toBe('Continue as guest');
  });

  it('says that a session ended and the draft is kept', async () => {
    session.expired.set(true);
    page = await show(SignIn);
    expect(page.all('status').map((status) => status.textContent).join()).toContain('Please sign in again. Your draft is kept.');
  });

  it('shows and hides the password', async () => {
    page = await show(SignIn);
    await page.press('button', 'Show password');
    expect(page.field('Password').type).toBe('text');
    await page.press('button', 'Hide password');
    expect(page.field('Password').type).toBe('password');
  });

  it('sends nothing without a network: it says so before anything is pressed, and what can be done meanwhile', async () => {
    page = await show(SignIn);
    expect(page.text).not.toContain('You\'re offline.');
    reachable.set(false);
    await fill();
    expect(page.text).toContain('You\'re offline. You can go on as a guest');
    expect(page.get('button', 'Sign in').getAttribute('aria-disabled')).toBe('true');
    await page.press('button', 'Sign in');
    expect(session.tries).toEqual([]);
    reachable.set(true);
    await page.settle();
    await page.press('button', 'Sign in');
    expect(session.tries).toHaveLength(1);
  });
});
