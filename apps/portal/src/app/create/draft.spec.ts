import { beforeEach, describe, expect, it } from '@jest/globals';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Session } from '../auth/session';
import type { SessionStatus } from '../auth/session-status';
import { localImage } from '../../testing/samples';
import { Draft } from './draft';

describe('a draft', () => {
  const owner = signal<{ id: string } | null>(null);
  const expired = signal(false);
  const status = signal<SessionStatus>('signed-in');
  let draft: Draft;

  /** The page is loaded anew; what is typed before it is known who is here stays. */
  function reload(who: { id: string } | null): void {
    TestBed.resetTestingModule();
    owner.set(null);
    expired.set(false);
    status.set('starting');
    TestBed.configureTestingModule({ providers: [{ provide: Session, useValue: { owner, expired, status } }] });
    draft = TestBed.inject(Draft);
    TestBed.tick();
    owner.set(who);
    status.set(who ? 'signed-in' : 'guest');
    TestBed.tick();
  }

  beforeEach(() => {
    sessionStorage.clear();
    status.set('signed-in');
    owner.set({ id: 'maya' });
    expired.set(false);
    TestBed.configureTestingModule({ providers: [{ provide: Session, useValue: { owner, expired, status } }] });
    draft = TestBed.inject(Draft);
    TestBed.tick();
    draft.change({ prompt: 'half a thought', size: '1536x1024' });
  });

  it('keeps its choices and loses its words when it is sent', () => {
    draft.sent();
    expect(draft.wish()).toMatchObject({ prompt: '', size: '1536x1024' });
  });

  it('outlives a session that ended by itself, for the same person', () => {
    expired.set(true);
    owner.set(null);
    TestBed.tick();
    owner.set({ id: 'maya' });
    expired.set(false);
    TestBed.tick();
    expect(draft.wish().prompt).toBe('half a thought');
  });

  it('is never seen by the next person, whichever way the first one left', () => {
    expired.set(true);
    owner.set(null);
    TestBed.tick();
    owner.set({ id: 'ole' });
    expired.set(false);
    TestBed.tick();
    expect(draft.wish().prompt).toBe('');
  });

  it('ends with a sign-out', () => {
    owner.set(null);
    TestBed.tick();
    expect(draft.wish().prompt).toBe('');
  });

  it('goes along when a guest signs in', () => {
    owner.set(null);
    TestBed.tick();
    draft.change({ prompt: 'as a guest' });
    owner.set({ id: 'ole' });
    TestBed.tick();
    expect(draft.wish().prompt).toBe('as a guest');
  });

  it('outlives a reload, for the same person', () => {
    reload({ id: 'maya' });
    expect(draft.wish()).toMatchObject({ prompt: 'half a thought', size: '1536x1024' });
  });

  it('is shown to no other person and to no guest after a reload, and is gone then', () => {
    reload({ id: 'ole' });
    expect(draft.wish().prompt).toBe('');
    expect({ ...sessionStorage }).toEqual({});
    draft.change({ prompt: 'half of another' });
    reload(null);
    expect(draft.wish().prompt).toBe('');
    expect({ ...sessionStorage }).toEqual({});
  });

  it('waits unseen over a reload while nobody knows who comes back after a session that ended by itself', () => {
    TestBed.resetTestingModule();
    owner.set(null);
    expired.set(true);
    status.set('guest');
    TestBed.configureTestingModule({ providers: [{ provide: Session, useValue: { owner, expired, status } }] });
    draft = TestBed.inject(Draft);
    TestBed.tick();
    expect(draft.wish().prompt).toBe('');
    owner.set({ id: 'maya' });
    expired.set(false);
    status.set('signed-in');
    TestBed.tick();
    expect(draft.wish().prompt).toBe('half a thought');
  });

  it('leaves nothing on the device once it is sent, or its person signed out', () => {
    expect(Object.keys(sessionStorage)).toEqual(['vitrine.v1.draft']);
    draft.sent();
    expect({ ...sessionStorage }).toEqual({});
    draft.change({ prompt: 'half a thought' });
    owner.set(null);
    TestBed.tick();
    expect({ ...sessionStorage }).toEqual({});
  });

  it('takes nothing from the device that was altered there', () => {
    sessionStorage.setItem('vitrine.v1.draft', JSON.stringify({ owner: 'maya', wish: { prompt: 'x', size: 'huge', quality: 'auto', count: 1 } }));
    reload({ id: 'maya' });
    expect(draft.wish().prompt).toBe('');
  });

  it('forgets which image it was taken from when it is sent, or its person leaves', () => {
    draft.takenFrom(localImage());
    draft.sent();
    expect(draft.of()).toBeNull();
    draft.takenFrom(localImage());
    owner.set(null);
    TestBed.tick();
    expect(draft.of()).toBeNull();
  });
});
