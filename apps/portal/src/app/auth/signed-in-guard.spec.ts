import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { MAYA, OLE, sessionOf } from '../../testing/samples';
import { signedInGuard } from './signed-in-guard';
import { refuse, SessionFixture } from './testing/session-fixture';

@Component({ template: '' })
class Blank {}

describe('a page of an account', () => {
  let fixture: SessionFixture;
  let router: Router;

  beforeEach(async () => {
    fixture = new SessionFixture([provideRouter([
      { path: 'account', component: Blank, canActivate: [signedInGuard], runGuardsAndResolvers: 'always' },
      { path: '**', component: Blank },
    ])]);
    router = TestBed.inject(Router);
    await RouterTestingHarness.create();
  });
  afterEach(() => { fixture.http.verify({ ignoreCancelled: true }); });

  /** As the frame does when the person changes. */
  const openAgain = () => router.navigateByUrl('/account', { onSameUrlNavigation: 'reload' });

  async function openAsMaya(): Promise<void> {
    await fixture.signIn(MAYA);
    await router.navigateByUrl('/account');
    expect(router.url).toBe('/account');
  }

  it('is not opened for a guest, who comes back to it after signing in', async () => {
    await fixture.session.start();
    await router.navigateByUrl('/account');
    expect(router.url).toBe('/sign-in?next=%2Faccount');
  });

  it('stays open when somebody else signs in in another tab', async () => {
    await openAsMaya();
    fixture.tabs.signedIn(OLE.id);
    const opened = openAgain();
    await fixture.turn();
    fixture.refresh().flush(sessionOf(OLE));
    await opened;
    expect(router.url).toBe('/account');
  });

  it.each(['with', 'without'])('stays open when the server cannot renew the session of that person at first, %s a marker of them', async (marker) => {
    await openAsMaya();
    if (marker === 'with') fixture.mark(OLE);
    fixture.tabs.signedIn(OLE.id);
    const opened = openAgain();
    await fixture.turn();
    refuse(fixture.refresh(), 503);
    await fixture.turn();
    expect(router.url).toBe('/account');
    void fixture.session.refresh();
    await fixture.turn();
    fixture.refresh().flush(sessionOf(OLE));
    await opened;
    await fixture.turn();
    expect([router.url, fixture.session.user()?.id]).toEqual(['/account', OLE.id]);
  });

  it('is left for signing in when that person signs out again', async () => {
    await openAsMaya();
    fixture.tabs.signedIn(OLE.id);
    const opened = openAgain();
    await fixture.turn();
    fixture.tabs.signedOut();
    refuse(fixture.refresh(), 401);
    await opened;
    expect(router.url).toBe('/sign-in?next=%2Faccount');
  });
});
