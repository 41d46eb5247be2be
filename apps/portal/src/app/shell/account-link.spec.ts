import { describe, expect, it } from '@jest/globals';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { show } from '../../testing/page';
import { MAYA } from '../../testing/samples';
import { Session } from '../auth/session';
import { AccountLink } from './account-link';

describe('the initials beside the search', () => {
  const owner = signal<{ displayName: string } | null>(null);

  it('lead whoever is signed in to their account, and are told by the name', async () => {
    TestBed.configureTestingModule({ providers: [provideRouter([]), { provide: Session, useValue: { owner } }] });
    const page = await show(AccountLink);
    expect(page.all('link')).toEqual([]);
    owner.set(MAYA);
    await page.settle();
    const link = page.get('link', /Account of Maya Okafor$/);
    expect(link.getAttribute('href')).toBe('/account');
    expect(link.querySelector('[aria-hidden=true]')?.textContent).toBe('MO');
  });
});
