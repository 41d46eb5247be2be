import { beforeEach, describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { type Page, show } from '../../testing/page';
import { MAYA, OLE, sessionOf } from '../../testing/samples';
import { SignIn } from './sign-in';
import { SignUp } from './sign-up';
import { refuse, SessionFixture } from './testing/session-fixture';

describe.each([['signing in', SignIn], ['signing up', SignUp]] as const)('a page for %s, when somebody signs in in another tab', (_name, component) => {
  let fixture: SessionFixture;
  let page: Page<unknown>;

  beforeEach(() => {
    fixture = new SessionFixture([provideRouter([{ path: '**', children: [] }])]);
  });

  const url = () => TestBed.inject(Router).url;

  async function open(): Promise<void> {
    page = await show<unknown>(component, { next: '/library' });
    await fixture.turn();
  }

  async function comeIn(user: typeof MAYA | typeof OLE): Promise<void> {
    fixture.mark(user);
    fixture.tabs.signedIn(user.id);
    await fixture.turn();
    fixture.refresh().flush(sessionOf(user));
    await fixture.turn();
  }

  it('goes on where the guest wanted to go', async () => {
    await fixture.session.start();
    await open();
    await comeIn(MAYA);
    expect(url()).toBe('/library');
  });

  it('goes on when another person takes the place of the one who was signed in', async () => {
    await fixture.signIn(MAYA);
    await open();
    expect(url()).toBe('/');
    await comeIn(OLE);
    expect(url()).toBe('/library');
  });

  it('goes on also when the same person signs in again after signing out there', async () => {
    await fixture.signIn(MAYA);
    await open();
    fixture.tabs.signedOut();
    await fixture.turn();
    await comeIn(MAYA);
    expect(url()).toBe('/library');
  });

  it('goes on once the server can be asked for that person\'s session', async () => {
    await fixture.session.start();
    await open();
    fixture.mark(OLE);
    fixture.tabs.signedIn(OLE.id);
    await fixture.turn();
    refuse(fixture.refresh(), 503);
    await fixture.turn();
    expect(url()).toBe('/');
    void fixture.session.refresh();
    await fixture.turn();
    fixture.refresh().flush(sessionOf(OLE));
    await fixture.turn();
    expect(url()).toBe('/library');
  });

  it('stays for signing in as somebody else while the person who was signed in before is', async () => {
    const opened = fixture.open(MAYA);
    await open();
    fixture.refresh().flush(sessionOf());
    await opened;
    await fixture.turn();
    void fixture.session.refresh();
    await fixture.turn();
    fixture.refresh().flush(sessionOf(MAYA, 'token-2'));
    await fixture.turn();
    expect(url()).toBe('/');
    expect(page.all('heading')).toHaveLength(1);
  });
});
