import { Injectable } from '@nestjs/common';
import { type ChangePassword, DISPLAY_NAME_MAX, type Login, type Register, type User } from '@vitrine/contracts';
import { v7 as uuidv7 } from 'uuid';
import type { Caller } from '../access/caller';
import { Config } from '../config/config';
import type { Executor } from '../database/database';
import type { UserRow } from '../database/schema';
import { invalidField, registrationClosed, unauthenticated } from '../problems/catalogue';
import { AttemptLimits } from './attempt-limits';
import { canonicalEmail } from './email';
import { KnownDevices } from './known-devices';
import { refuseWeakPassword } from './password-rules';
import { Passwords } from './passwords';
import { type SignedIn, SessionsService } from './sessions.service';
import { UserRepository } from './user.repository';
import { toUser } from './user.view';
import type { Visitor } from './visitor.decorator';

/** Accounts: how they begin, prove themselves and change. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly config: Config,
    private readonly users: UserRepository,
    private readonly sessions: SessionsService,
    private readonly passwords: Passwords,
    private readonly limits: AttemptLimits,
    private readonly devices: KnownDevices,
  ) {}

  async register({ email: given, password, displayName }: Register, visitor: Visitor, gone: AbortSignal): Promise<SignedIn> {
    if (!this.config.registrationOpen) throw registrationClosed();
    const email = canonicalEmail(given);
    if (email === null) throw invalidField('/email', 'must be an e-mail address');
    refuseWeakPassword('/password', password, email);
    const hash = await this.limits.register(visitor.address, () => this.passwords.hash(password, gone));
    const user = newUser(email, displayName, hash);
    await this.users.insert(user);
    return this.sessions.open(user, visitor.device);
  }

  /** One answer and one amount of work, whether the account is unknown, disabled, or the password wrong. */
  async signIn({ email: given, password }: Login, visitor: Visitor, deviceCookie: string | null, gone: AbortSignal): Promise<SignedIn> {
    const email = canonicalEmail(given) ?? given;
    const account = await this.users.findByEmail(email);
    const device = this.devices.find(deviceCookie, { email, password_hash: account?.password_hash ?? '' });
    const attempt = { address: visitor.address, email, device: account ? device : null };
    const user = await this.limits.signIn(attempt, () => this.verified(email, password, gone));
    if (!user) throw unauthenticated();
    return this.sessions.open(user, visitor.device);
  }

  async me(caller: Caller): Promise<User> {
    return toUser(await this.known(caller));
  }

  /**
   * Every session ends, the caller's as well, and a new one begins: anybody who knew the old password, or holds a copy of one
   * of the account's tokens, is out.
   */
  async changePassword(caller: Caller, { current, next }: ChangePassword, visitor: Visitor, gone: AbortSignal): Promise<SignedIn> {
    const user = await this.known(caller);
    refuseWeakPassword('/next', next, user.email);
    if (!(await this.limits.changePassword(user.id, () => this.passwords.matches(user.password_hash, current, gone)))) throw wrongPassword();
    const hash = await this.passwords.hash(next, gone);
    return this.sessions.replaceAll({ ...user, password_hash: hash }, visitor.device, (on) => this.setPassword(caller, user, hash, on));
  }

  /** Nobody gets in as this user any more, and whoever is in is out. */
  async disable(userId: string): Promise<void> {
    await this.sessions.endAll(userId, (on) => this.users.disable(userId, Date.now(), on));
  }

  /** Of two changes at once one is made; and none by a session that ended while its change was on the way. */
  private async setPassword(caller: Caller, user: UserRow, hash: string, on: Executor): Promise<void> {
    const changed = await this.users.setPassword(user, hash, on);
    if (!(await this.sessions.isLive(caller, on))) throw unauthenticated();
    if (!changed) throw wrongPassword();
  }

  private async verified(email: string, password: string, gone: AbortSignal): Promise<UserRow | null> {
    const user = await this.users.findByEmail(email);
    const matches = await this.passwords.matches(user?.password_hash ?? null, password, gone);
    return user && matches && user.disabled_at === null ? user : null;
  }

  private async known({ userId }: Caller): Promise<UserRow> {
    const user = await this.users.find(userId);
    if (!user) throw unauthenticated();
    return user;
  }
}

const wrongPassword = () => invalidField('/current', 'is not your present password');

function newUser(email: string, displayName: string | undefined, passwordHash: string): UserRow {
  return {
    id: uuidv7(),
    email,
    display_name: displayName ?? email.slice(0, email.lastIndexOf('@')).slice(0, DISPLAY_NAME_MAX),
    password_hash: passwordHash,
    role: 'user',
    disabled_at: null,
    created_at: Date.now(),
  };
}
