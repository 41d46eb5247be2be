import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import type { EnvironmentProviders, Provider } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { type MAYA, type OLE, sessionOf } from '../../../testing/samples';
import { ApiClient } from '../../api/api-client';
import { connectionInterceptor } from '../../api/connection-interceptor';
import { Session } from '../session';
import { sessionInterceptor } from '../session-interceptor';
import { SessionTabs } from '../session-tabs';

export type Person = typeof MAYA | typeof OLE;

export const REFRESH = '/api/auth/refresh';
export const MARKER = 'vitrine.v1.session';

/** What the other tabs of the browser announce to this one. Here no lock is held by any of them. */
export class OtherTabs {
  signedIn: (id: string) => void = () => undefined;
  signedOut: () => void = () => undefined;
  shown: () => void = () => undefined;
  readonly announced: string[] = [];
  listen(listener: Pick<OtherTabs, 'signedIn' | 'signedOut' | 'shown'>): void { Object.assign(this, listener); }
  announceSignedIn(id: string): void { this.announced.push(id); }
  announceSignedOut(): void { this.announced.push('signed out'); }
  alone<T>(work: () => Promise<T>): Promise<T> { return work(); }
}

/** The session and what it needs, with the requests answered by the spec. */
export class SessionFixture {
  readonly tabs = new OtherTabs();
  readonly http: HttpTestingController;
  readonly session: Session;
  readonly api: ApiClient;

  constructor(providers: (Provider | EnvironmentProviders)[] = []) {
    localStorage.clear();
    TestBed.configureTestingModule({ providers: [
      provideHttpClient(withInterceptors([sessionInterceptor, connectionInterceptor])), provideHttpClientTesting(),
      { provide: SessionTabs, useValue: this.tabs },
      ...providers,
    ] });
    this.http = TestBed.inject(HttpTestingController);
    this.session = TestBed.inject(Session);
    this.api = TestBed.inject(ApiClient);
  }

  /** Until what follows from an answer has been done, effects included. */
  async turn(): Promise<void> {
    await new Promise((resolve) => { setTimeout(resolve); });
    TestBed.tick();
    await new Promise((resolve) => { setTimeout(resolve); });
  }

  async signIn(user: Person): Promise<void> {
    const entered = this.session.signIn({ email: user.email, password: 'long enough' });
    await this.turn();
    this.http.expectOne('/api/auth/login').flush(sessionOf(user));
    await entered;
  }

  /** The page is opened in a browser where this person is signed in. The renewal is not answered yet. */
  open(user: Person): Promise<void> {
    this.mark(user);
    return this.session.start();
  }

  /** As a tab in which this person signed in. */
  mark({ id, displayName }: Person): void {
    localStorage.setItem(MARKER, JSON.stringify({ id, displayName, signOutToken: `sign-out-${id}` }));
  }

  refresh(): TestRequest {
    return this.http.expectOne(REFRESH);
  }
}

/** A problem document of the API. */
export function refuse(request: TestRequest, status: 401 | 429 | 503, retryAfter?: number): void {
  const name = { 401: 'unauthenticated', 429: 'too-many-requests', 503: 'database-unavailable' }[status];
  const body = { type: `/problems/${name}`, title: '', status, detail: '', instance: '', ...(retryAfter === undefined ? {} : { retryAfter }) };
  request.flush(body, { status, statusText: '-', headers: { 'Content-Type': 'application/problem+json' } });
}
