import { beforeEach, describe, expect, it } from '@jest/globals';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Session } from '../auth/session';
import { Draft } from './draft';

describe('a draft', () => {
  const owner = signal<{ id: string } | null>(null);
  const expired = signal(false);
  let draft: Draft;

  beforeEach(() => {
    owner.set({ id: 'maya' });
    expired.set(false);
    TestBed.configureTestingModule({ providers: [{ provide: Session, useValue: { owner, expired } }] });
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
});
