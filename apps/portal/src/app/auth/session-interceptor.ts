import { HttpErrorResponse, type HttpEvent, type HttpHandlerFn, type HttpInterceptorFn, type HttpRequest } from '@angular/common/http';
import { EnvironmentInjector, inject, runInInjectionContext } from '@angular/core';
import { catchError, defer, from, type Observable, switchMap, takeUntil, throwError } from 'rxjs';
import { PASSWORD, Session } from './session';
import { LOGOUT_LATER, SignOutNotes } from './sign-out-notes';

/** These say for themselves who is asking, or come before anyone is known. */
const WITHOUT = ['/api/auth/login', '/api/auth/register', '/api/auth/refresh', '/api/health/'];

const LAST_WORD = '/api/auth/logout';

/** These wait for no sign-out that is still to be sent: one sends it, one is a sign-out itself, and one only asks whether the server is there. */
const FIRST = [LOGOUT_LATER, LAST_WORD, '/api/health/'];

/** The bearer goes to our own API and nowhere else; a 401 is answered once by a renewed session (for a new password, by `Session` itself). Sign-outs that the server does not know are sent before anything else. */
export const sessionInterceptor: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith('/api/') || request.url === LOGOUT_LATER) return next(request);
  const notes = inject(SignOutNotes);
  const injector = inject(EnvironmentInjector);
  const send = () => runInInjectionContext(injector, () => sent(request, next));
  const waits = notes.pending() && !FIRST.some((path) => request.url.startsWith(path));
  const answer = waits ? defer(() => notes.send()).pipe(switchMap(send)) : send();
  return endsWithSession(request) ? answer.pipe(takeUntil(inject(Session).left)) : answer;
};

/** Is not sent, and its answer is not waited for, once the person signs out; also when it still waits for something else. */
function endsWithSession({ url }: HttpRequest<unknown>): boolean {
  return url !== LAST_WORD && !WITHOUT.some((path) => url.startsWith(path));
}

function sent(request: HttpRequest<unknown>, next: HttpHandlerFn): Observable<HttpEvent<unknown>> {
  if (WITHOUT.some((path) => request.url.startsWith(path))) return next(request);
  const session = inject(Session);
  return from(session.ready).pipe(switchMap(() => signed(session, request, next)));
}

function signed(session: Session, request: HttpRequest<unknown>, next: HttpHandlerFn) {
  const token = session.token();
  if (token === null) return next(request);
  const asker = session.user()?.id;
  return next(bearing(request, token)).pipe(
    catchError((error: unknown) => (isExpired(error) && request.url !== PASSWORD ? sentAgain(session, request, next, { asker, token, error }) : throwError(() => error))),
  );
}

/** Once, with another token than before. What one person asked for is never asked again as another, who has signed in beside them. */
function sentAgain(session: Session, request: HttpRequest<unknown>, next: HttpHandlerFn, refused: { asker: string | undefined; token: string; error: unknown }) {
  return from(session.tokenAfter(refused.token)).pipe(
    switchMap((token) => (token === null || session.user()?.id !== refused.asker ? throwError(() => refused.error) : next(bearing(request, token)))),
  );
}

function bearing(request: HttpRequest<unknown>, token: string): HttpRequest<unknown> {
  return request.clone({ setHeaders: { Authorization: `Bearer ${token}` } });
}

function isExpired(error: unknown): boolean {
  return error instanceof HttpErrorResponse && error.status === 401;
}
