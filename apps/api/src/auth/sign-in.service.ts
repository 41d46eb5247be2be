import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { ChangePassword, Login, Register, Session, SignOutLater } from '@vitrine/contracts';
import type { Caller } from '../access/caller';
import { clientGone } from '../http/client-gone';
import { invalidField, unauthenticated } from '../problems/catalogue';
import { AccountsService } from './accounts.service';
import { KnownDevices } from './known-devices';
import { SessionCookies } from './session-cookies';
import { type SignedIn, SessionsService } from './sessions.service';
import { SignOutTokens } from './sign-out-tokens';
import type { Visitor } from './visitor.decorator';

/** What a browser may keep of another's images is gone with it (https://www.w3.org/TR/clear-site-data/). */
const CLEAR_SITE_DATA = '"cache"';
/** Where a new account is read. */
const ACCOUNT_PATH = '/api/auth/me';

/** A request and its response: cookies come with the one and leave with the other. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Signing in and out of a browser: the session, and the cookies that carry it. */
@Injectable()
export class SignInService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly cookies: SessionCookies,
    private readonly devices: KnownDevices,
    private readonly signOutTokens: SignOutTokens,
  ) {}

  async register(account: Register, visitor: Visitor, { request, response }: Exchange): Promise<Session> {
    const signedIn = await this.accounts.register(account, visitor, clientGone(response));
    response.setHeader('Location', ACCOUNT_PATH);
    return this.give(signedIn, { request, response });
  }

  async login(login: Login, visitor: Visitor, { request, response }: Exchange): Promise<Session> {
    const deviceCookie = this.cookies.deviceOf(request.headers);
    return this.give(await this.accounts.signIn(login, visitor, deviceCookie, clientGone(response)), { request, response });
  }

  /** The cookies of the session that ended are replaced. */
  async changePassword(change: ChangePassword, caller: Caller, visitor: Visitor, { request, response }: Exchange): Promise<Session> {
    return this.give(await this.accounts.changePassword(caller, change, visitor, clientGone(response)), { request, response });
  }

  async refresh(request: IncomingMessage, response: ServerResponse): Promise<Session> {
    const token = this.cookies.refreshTokenOf(request.headers);
    const signedIn = token === null ? null : await this.sessions.refresh(token);
    if (!signedIn) {
      this.cookies.clear(response);
      throw unauthenticated();
    }
    this.cookies.clearFormer(request.headers, response);
    return this.renewed(signedIn, { request, response });
  }

  /** Both may be there, and of different sessions: whatever was shown ends. */
  async logout(request: IncomingMessage & { readonly caller?: Caller }, response: ServerResponse): Promise<void> {
    const token = this.cookies.refreshTokenOf(request.headers);
    if (token !== null) await this.sessions.endByToken(token);
    if (request.caller) await this.sessions.close(request.caller);
    this.forget(response);
  }

  /** The cookies may be of somebody who signed in since: those stay. */
  async logoutLater({ signOutToken }: SignOutLater, { request, response }: Exchange): Promise<void> {
    const session = this.signOutTokens.verify(signOutToken);
    if (!session) throw invalidField('/signOutToken', 'is not of a session of this server');
    await this.sessions.close(session);
    const token = this.cookies.refreshTokenOf(request.headers);
    if (token !== null && (await this.sessions.sessionOf(token)) === session.sessionId) this.forget(response);
  }

  private forget(response: ServerResponse): void {
    this.cookies.clear(response);
    response.setHeader('Clear-Site-Data', CLEAR_SITE_DATA);
  }

  private give(signedIn: SignedIn, { request, response }: Exchange): Session {
    const known = this.cookies.deviceOf(request.headers);
    this.cookies.giveDevice(response, this.devices.add(known, signedIn.user));
    return this.cookies.give(response, signedIn);
  }

  /** A device that signed in before devices had cookies gets one. */
  private renewed(signedIn: SignedIn, { request, response }: Exchange): Session {
    const isKnown = this.devices.find(this.cookies.deviceOf(request.headers), signedIn.user) !== null;
    return isKnown ? this.cookies.give(response, signedIn) : this.give(signedIn, { request, response });
  }
}
