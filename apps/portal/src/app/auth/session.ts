import type { ChangePassword, Login, Register, Session as SignedIn, User } from '@vitrine/contracts';
import { ApplicationRef, computed, DestroyRef, effect, inject, Injectable, InjectionToken, signal, untracked } from '@angular/core';
import { BehaviorSubject, filter, map } from 'rxjs';
import { ApiClient } from '../api/api-client';
import { Connection } from '../api/connection';
import { ApiError, kindOf } from '../api/problem';
import { RenewalSchedule } from './renewal-schedule';
import { isSameUser, sessionFrom } from './session-answer';
import { isSameOwner, type Owner, SessionMarker } from './session-marker';
import { StatusSignal } from './session-status';
import { SessionTabs } from './session-tabs';
import { SignOutNotes } from './sign-out-notes';

/** What has to be cleared from this device when a person signs out; each is given whose it was. */
export const SIGN_OUT_TASKS = new InjectionToken<readonly ((owner: Owner) => Promise<void>)[]>('sign-out tasks');

export const PASSWORD = '/api/auth/password';

/** Less than other tabs wait for the lock: an answer that comes after it would change whose cookies they have. */
const ANSWER_TIMEOUT_MS = 10_000;
/** After this time the person is out here, and the server is sent the note. */
const SIGN_OUT_TIMEOUT_MS = 5000;

/** Who is signed in. The access token lives in this object's memory and nowhere else. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly app = inject(ApplicationRef);
  private readonly api = inject(ApiClient);
  private readonly connection = inject(Connection);
  private readonly marker = inject(SessionMarker);
  private readonly tabs = inject(SessionTabs);
  private readonly notes = inject(SignOutNotes);
  private readonly tasks = inject(SIGN_OUT_TASKS, { optional: true }) ?? [];
  private readonly current = signal<SignedIn | null>(null);
  private readonly remembered = signal<Owner | null>(null);
  private readonly phase = new StatusSignal();
  private renewal: Promise<boolean> | null = null;
  private readonly schedule = new RenewalSchedule(() => { if (this.connection.reachable()) void this.refresh(); });
  private readonly leaving = new BehaviorSubject(false);
  /** Grows when a session ends here, so that no late answer begins it again. */
  private epoch = 0;

  readonly status = this.phase.value;
  /** A renewal that changes nothing about the person changes no signal: else each one would load every list again. */
  readonly user = computed<User | null>(() => this.current()?.user ?? null, { equal: isSameUser });
  /** Whose browser this is: also known while the server is away. Null for a guest. A renewal does not change it. */
  readonly owner = computed<Owner | null>(() => this.user() ?? (this.status() === 'away' ? this.remembered() : null), { equal: isSameOwner });
  /** Under this name this device keeps images: one person's are never another's, nor a guest's. */
  readonly namespace = computed<'guest' | `u:${string}`>(() => { const owner = this.owner(); return owner ? `u:${owner.id}` : 'guest'; });
  /** Fails as soon as the person signs out, for whatever is still asked in their name. */
  readonly left = this.leaving.pipe(filter(Boolean), map(() => { throw new ApiError('unauthenticated', null); }));
  /** True from the moment a session ended without being asked to, until the next sign-in. */
  readonly expired = signal(false);

  constructor() {
    inject(DestroyRef).onDestroy(() => { this.schedule.cancel(); });
    effect(() => {
      if (this.connection.reachable() && this.schedule.isDue()) untracked(() => void this.refresh());
    });
    effect(() => {
      if (this.connection.reachable() && untracked(() => this.notes.pending()) && !this.leaving.value) void this.notes.send();
    });
    this.tabs.listen({
      signedIn: (id) => { if (id !== this.user()?.id) void this.follow(id); },
      signedOut: () => { if (this.status() !== 'guest' || this.remembered()) this.leaveWithOthers(); },
      shown: () => { if (this.schedule.isDue()) void this.refresh(); },
    });
  }

  /** Resolves when it is known whether someone is signed in (or that it cannot be known now). */
  get ready(): Promise<void> {
    return this.phase.whenKnown();
  }

  async start(): Promise<void> {
    this.remembered.set(this.marker.read());
    if (this.remembered()) await this.refresh();
    else this.phase.set('guest');
  }

  signIn(login: Login): Promise<User> {
    return this.enter('/api/auth/login', login);
  }

  signUp(register: Register): Promise<User> {
    return this.enter('/api/auth/register', register);
  }

  /** Ends every session, this one as well, and goes on with the new one that is the answer. */
  async changePassword(change: ChangePassword): Promise<void> {
    try {
      await this.sendPassword(change);
    } catch (error) {
      // The access token had run out. It is not renewed while the lock is held, as renewing takes the same one.
      if (kindOf(error) !== 'unauthenticated' || this.leaving.value || !(await this.refresh())) throw error;
      await this.sendPassword(change);
    }
  }

  /** The person is out in this browser at once. While the server does not know it, a note is kept. */
  async signOut(): Promise<void> {
    const owner = this.owner();
    const token = this.signOutToken();
    await this.sendSignOut(token);
    this.forget(token);
    this.expired.set(false); // also when the session turned out to be over
    this.tabs.announceSignedOut();
    if (owner) await Promise.all(this.tasks.map((task) => task(owner)));
  }

  token(): string | null {
    return this.current()?.accessToken ?? null;
  }

  /** One at a time, in this tab and beside the others. True when there is a valid session afterwards. */
  refresh(): Promise<boolean> {
    this.renewal ??= this.tabs.alone(() => this.renew()).finally(() => { this.renewal = null; });
    return this.renewal;
  }

  /** At once, if the last renewal failed: the person asks for it. */
  async retry(): Promise<void> {
    if (this.schedule.isFailing() && this.connection.reachable()) await this.refresh();
  }

  /** For a request that was refused with `refused`: the token to send it again with. Null if there is no other one. */
  async tokenAfter(refused: string): Promise<string | null> {
    if (this.token() === refused && !this.schedule.isPausing()) await this.refresh();
    const token = this.token();
    return token === refused ? null : token;
  }

  /** No tab renews in between: the answer to the old cookie would clear the new one. */
  private sendPassword(change: ChangePassword): Promise<void> {
    return this.tabs.alone(async () => { this.takeUp(sessionFrom(await this.api.post(PASSWORD, change))); });
  }

  /** The marker has the newest: the person may have signed in again in another tab, or changed the password there. */
  private signOutToken(): string | null {
    const isMarked = this.marker.read()?.id === this.owner()?.id;
    return (isMarked ? null : this.current()?.signOutToken) ?? this.marker.signOutToken();
  }

  /** The note is there first, so that a page that is closed in between has it. */
  private async sendSignOut(note: string | null): Promise<void> {
    if (note !== null) this.notes.add(note);
    this.leaving.next(true);
    try {
      await this.api.post('/api/auth/logout', {}, { timeout: SIGN_OUT_TIMEOUT_MS });
      if (note !== null) this.notes.remove(note);
    } catch (error) {
      if (kindOf(error) === null) throw error;
    } finally {
      this.leaving.next(false);
    }
  }

  private async renew(): Promise<boolean> {
    const [epoch, marked] = [this.epoch, this.marker.signOutToken()];
    try {
      const session = sessionFrom(await this.api.post('/api/auth/refresh', {}, { timeout: ANSWER_TIMEOUT_MS }));
      if (epoch !== this.epoch) return false;
      this.takeUp(session);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (epoch === this.epoch) this.failRenewal(error, marked);
      return false;
    }
  }

  /** A refusal ends the session, unless somebody signed in in another tab since: then it was for the cookie from before. */
  private failRenewal({ kind, retryAfter }: ApiError, marked: string | null): void {
    const refused = kind === 'unauthenticated' || kind === 'forbidden';
    if (refused && this.marker.signOutToken() === marked) return this.end(marked);
    if (!refused && !this.current() && this.remembered()) this.phase.set('away');
    this.schedule.planRetry(retryAfter);
  }

  /** No tab renews in between: its answer would put back the cookies of the person before. */
  private enter(path: string, body: Login | Register): Promise<User> {
    return this.tabs.alone(async () => {
      const session = sessionFrom(await this.api.post(path, body, { timeout: ANSWER_TIMEOUT_MS }));
      this.takeUp(session);
      this.tabs.announceSignedIn(session.user.id);
      return session.user;
    });
  }

  /** Somebody signed in in another tab, and the cookies are theirs. Until their session is here, nobody's is. */
  private async follow(id: string): Promise<void> {
    this.leaveUnless(id);
    const marked = this.marker.read();
    if (marked?.id === id) this.remembered.set(marked);
    while (this.renewal) await this.renewal;
    await this.refresh();
  }

  /** What is shown and asked for is another person's: it leaves the page before anything of this one comes. */
  private leaveUnless(id: string): void {
    if (this.owner() === null || this.owner()?.id === id) return;
    this.leave();
    this.phase.set('starting');
    this.app.tick();
  }

  /** The person signed out in another tab. What this browser remembers may be of somebody who has signed in since. */
  private leaveWithOthers(): void {
    if (this.marker.signOutToken() === this.current()?.signOutToken) this.marker.clear();
    this.leave();
    this.phase.set('guest');
  }

  private takeUp(session: SignedIn): void {
    this.leaveUnless(session.user.id);
    this.marker.write(session.user, session.signOutToken);
    this.remembered.set(session.user);
    this.current.set(session);
    this.expired.set(false);
    this.phase.set('signed-in');
    this.schedule.planBeforeEnd(session.expiresIn);
  }

  private end(marked: string | null): void {
    // Before the first answer the owner is only remembered: whoever comes back too late is told, not shown an empty library.
    const hadOwner = (this.owner() ?? this.remembered()) !== null;
    this.forget(marked);
    this.expired.set(hadOwner);
  }

  /** The marker may be of somebody who has signed in in another tab since. */
  private forget(signOutToken: string | null): void {
    if (this.marker.signOutToken() === signOutToken) this.marker.clear();
    this.leave();
    this.phase.set('guest');
  }

  /** What is still asked for in this person's name fails. */
  private leave(): void {
    this.schedule.cancel();
    this.epoch++;
    this.remembered.set(null);
    this.current.set(null);
    this.leaving.next(true);
    this.leaving.next(false);
  }
}
