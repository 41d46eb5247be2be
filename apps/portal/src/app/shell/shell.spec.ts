import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Component } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { MAYA, OLE, sessionOf } from '../../testing/samples';
import { App } from '../app';
import { signedInGuard } from '../auth/signed-in-guard';
import { SessionFixture } from '../auth/testing/session-fixture';
import { Shell } from './shell';

@Component({ template: '<h1>Account</h1><button type="button">Change</button>' })
class AccountPage {}

@Component({ template: '<h1>Other</h1>' })
class OtherPage {}

const LOADING = 'Loading…';

describe('the frame around the pages', () => {
  let fixture: SessionFixture;
  let root: ComponentFixture<App>;
  let router: Router;

  beforeEach(() => {
    jest.useFakeTimers();
    fixture = new SessionFixture([provideRouter([
      { path: 'sign-in', component: OtherPage },
      { path: '', component: Shell, children: [
        { path: 'account', component: AccountPage, canActivate: [signedInGuard], runGuardsAndResolvers: 'always' },
        { path: '**', component: OtherPage },
      ] },
    ])]);
    router = TestBed.inject(Router);
    root = TestBed.createComponent(App);
    document.body.append(root.nativeElement as HTMLElement);
  });
  afterEach(() => {
    (root.nativeElement as HTMLElement).remove();
    jest.useRealTimers();
  });

  const pass = async (ms: number) => {
    await jest.advanceTimersByTimeAsync(ms);
    TestBed.tick();
    await jest.advanceTimersByTimeAsync(0);
  };
  const main = () => document.querySelector('main');
  const text = () => main()?.textContent.trim();

  async function openAccount(): Promise<void> {
    void fixture.open(MAYA);
    await pass(10);
    fixture.refresh().flush(sessionOf());
    void router.navigateByUrl('/account');
    await pass(10);
    expect(text()).toContain('Account');
  }

  it('says that it loads while the first page waits for the session, not in the first moment', async () => {
    void fixture.open(MAYA);
    void router.navigateByUrl('/account');
    await pass(100);
    expect(document.body.textContent).not.toContain(LOADING);
    await pass(1000);
    expect(document.body.textContent).toContain(LOADING);
    fixture.refresh().flush(sessionOf());
    await pass(10);
    expect(text()).toContain('Account');
    expect(document.body.textContent).not.toContain(LOADING);
  });

  it('says that it loads while it is not known yet for whom the page is built again', async () => {
    await openAccount();
    fixture.tabs.signedIn(OLE.id);
    await pass(100);
    expect(text()).toBe('');
    await pass(1000);
    expect(text()).toBe(LOADING);
    fixture.refresh().flush(sessionOf(OLE));
    await pass(10);
    expect(text()).toContain('Account');
    expect(text()).not.toContain(LOADING);
  });

  it.each(['signs in in another tab', 'comes by a renewal'])('keeps the focus when the page is built again for another person, who %s', async (how) => {
    await openAccount();
    main()?.querySelector('button')?.focus();
    if (how.startsWith('signs')) fixture.tabs.signedIn(OLE.id);
    else void fixture.session.refresh();
    await pass(10);
    fixture.refresh().flush(sessionOf(OLE));
    await pass(1000);
    expect(text()).toContain('Account');
    expect(document.activeElement).toBe(main());
  });

  it('keeps the focus when a page that had it is left for another one, and takes it from nothing that stays', async () => {
    await openAccount();
    main()?.querySelector('button')?.focus();
    void router.navigateByUrl('/other');
    await pass(10);
    expect(document.activeElement).toBe(main());
    const link = document.querySelector<HTMLElement>('app-rail a');
    link?.focus();
    void router.navigateByUrl('/account');
    await pass(10);
    expect(document.activeElement).toBe(link);
  });

  it('leaves the focus on the first page to the browser', async () => {
    await openAccount();
    expect(document.activeElement).toBe(document.body);
  });
});
