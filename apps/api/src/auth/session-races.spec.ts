import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from '@vitrine/contracts';
import { Database } from '../database/database';
import { PASSWORD, TestApp, type TestUser } from '../testing/test-app';
import { AccountsService } from './accounts.service';
import { Passwords } from './passwords';

const NEXT = 'another unremarkable sentence';

class Gate {
  open: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => { this.open = resolve; });
}

describe('a sign-in in flight', () => {
  let app: TestApp;
  let passwords: Passwords;
  let verify: Passwords['matches'];
  beforeAll(async () => {
    app = await TestApp.start();
    passwords = app.get(Passwords);
    verify = passwords.matches.bind(passwords);
  });
  afterEach(() => {
    passwords.matches = verify;
  });
  afterAll(() => app.stop());

  const login = (user: TestUser, password = PASSWORD) => app.as(null).post('/api/auth/login', { email: user.email, password });
  const change = (user: TestUser, next = NEXT) => app.as(user).post('/api/auth/password', { current: PASSWORD, next });
  const liveSessionsOf = async (user: TestUser) =>
    (await app.get(Database).selectFrom('sessions').select('id').where('user_id', '=', user.id).where('ended_at', 'is', null).execute()).length;

  /** Sends `count` sign-ins, and holds each back once its password is verified, until `beside` is done. */
  async function signInBeside(user: TestUser, count: number, beside: () => Promise<unknown>): Promise<number[]> {
    const [verified, released] = [new Gate(), new Gate()];
    let matched = 0;
    passwords.matches = async (stored, password, signal) => {
      if (await verify(stored, password, signal)) matched += 1;
      if (matched === count) verified.open();
      await released.opened;
      return true;
    };
    const answers = Array.from({ length: count }, () => login(user));
    await verified.opened;
    passwords.matches = verify;
    await beside();
    released.open();
    return (await Promise.all(answers)).map(({ status }) => status);
  }

  it('is refused when the password changed after it was verified', async () => {
    const user = await app.register();

    expect(await signInBeside(user, 6, () => change(user))).toEqual(Array(6).fill(401));

    expect(await liveSessionsOf(user)).toBe(1);
  });

  it('is refused when the password changed to the same one', async () => {
    const user = await app.register();

    expect(await signInBeside(user, 1, () => change(user, PASSWORD))).toEqual([401]);

    expect((await login(user)).status).toBe(200);
  });

  it('is refused when the account was disabled after its password was verified', async () => {
    const user = await app.register();

    expect(await signInBeside(user, 1, () => app.get(AccountsService).disable(user.id))).toEqual([401]);

    expect(await liveSessionsOf(user)).toBe(0);
  });

  it('succeeds when nothing changed', async () => {
    const user = await app.register();

    expect(await signInBeside(user, 1, () => Promise.resolve())).toEqual([200]);
  });
});

describe('a password change in flight', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  /** Lets `first` change the password while the new one of `second` is being hashed. */
  async function changeBeside(first: TestUser, second: TestUser): Promise<Response[]> {
    const passwords = app.get(Passwords);
    const hash = passwords.hash.bind(passwords);
    let overtaken: Promise<Response> | null = null;
    passwords.hash = async (password, signal) => {
      passwords.hash = hash;
      overtaken = app.as(first).post('/api/auth/password', { current: PASSWORD, next: NEXT });
      await overtaken;
      return hash(password, signal);
    };
    const late = await app.as(second).post('/api/auth/password', { current: PASSWORD, next: 'the sentence of a thief' });
    return [await (overtaken as unknown as Promise<Response>), late];
  }

  it('does not undo one that was made in between from another device, nor end the session it began', async () => {
    const owner = await app.register();
    const thief = await app.signIn(owner);

    const [ofOwner, ofThief] = await changeBeside(owner, thief);

    expect([ofOwner?.status, ofThief?.status]).toEqual([200, 401]);
    expect((await app.as((await ofOwner?.json()) as Session).get('/api/auth/me')).status).toBe(200);
    expect((await app.signIn(owner, NEXT)).id).toBe(owner.id);
  });

  it('does not undo one that was made in between from the same device', async () => {
    const owner = await app.register();

    const [first, second] = await changeBeside(owner, owner);

    expect([first?.status, second?.status]).toEqual([200, 401]);
    expect((await app.signIn(owner, NEXT)).id).toBe(owner.id);
  });
});
