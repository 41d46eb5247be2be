import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ApiClient } from '../api/api-client';
import { ApiError, UNREACHABLE } from '../api/problem';
import { someone } from '../images/testing/someone';
import { Chats } from './chats';

const chat = { id: '0190b7f6-7c1e-7d7a-8a4b-00000000000a', title: 'Boats' };

describe('Chats', () => {
  const person = someone('maya');
  let failure: ApiError | null;
  let asked: number;
  let chats: Chats;

  const settle = async () => {
    TestBed.tick();
    await new Promise((resolve) => { setTimeout(resolve); });
  };

  beforeEach(async () => {
    person.reachable.set(true);
    asked = 0;
    failure = new ApiError('server-busy', null);
    TestBed.configureTestingModule({ providers: [
      ...person.providers,
      { provide: ApiClient, useValue: { get: () => { asked++; return failure ? Promise.reject(failure) : Promise.resolve({ conversations: [chat] }); } } },
    ] });
    chats = TestBed.inject(Chats);
    await settle();
  });

  it('says that none could be loaded, until they are', async () => {
    expect(chats.failed()).toBe(true);
    failure = null;
    await chats.load();
    expect([chats.failed(), chats.recent()]).toEqual([false, [chat]]);
  });

  it('keeps the chats it knows when they cannot be loaded again', async () => {
    failure = null;
    await chats.load();
    failure = new ApiError('server-busy', null);
    await chats.load();
    expect([chats.failed(), chats.recent()]).toEqual([false, [chat]]);
  });

  it('loads them when the server is back', async () => {
    failure = new ApiError(UNREACHABLE, null);
    person.reachable.set(false);
    await settle();
    failure = null;
    person.reachable.set(true);
    await settle();
    expect(chats.recent()).toEqual([chat]);
  });

  it('does not load them again because the session was renewed', async () => {
    for (let renewal = 0; renewal < 3; renewal++) {
      person.become('maya');
      await settle();
    }
    expect(asked).toBe(1);
  });
});
