import { HttpErrorResponse, type HttpHandlerFn, type HttpInterceptorFn, type HttpRequest } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, takeUntil, throwError } from 'rxjs';
import { Session } from './session';

/** These say for themselves who is asking, or come before anyone is known. */
const WITHOUT = ['/api/auth/login', '/api/auth/register', '/api/auth/refresh', '/api/health/'];

const LAST_WORD = '/api/auth/logout';

/** The bearer goes to our own API and nowhere else; a 401 is answered once by a renewed session. */
export const sessionInterceptor: HttpInterceptorFn = (request, next) => {
  if (!request.url.startsWith('/api/') || WITHOUT.some((path) => request.url.startsWith(path))) return next(request);
  const session = inject(Session);
  const answer = from(session.ready).pipe(switchMap(() => signed(session, request, next)));
  return request.url === LAST_WORD ? answer : answer.pipe(takeUntil(session.left));
};

function signed(session: Session, request: HttpRequest<unknown>, next: HttpHandlerFn) {
  const token = session.token();
  if (token === null) return next(request);
  const asker = session.user()?.id;
  return next(bearing(request, token)).pipe(
    catchError((error: unknown) => (isExpired(error) ? renewed(session, request, next, { asker, error }) : throwError(() => error))),
  );
}

/** What one person asked for is never asked again as another, who has signed in beside them. */
function renewed(session: Session, request: HttpRequest<unknown>, next: HttpHandlerFn, refused: { asker: string | undefined; error: unknown }) {
  return from(session.refresh()).pipe(
    switchMap(() => {
      const token = session.user()?.id === refused.asker ? session.token() : null;
      return token === null ? throwError(() => refused.error) : next(bearing(request, token));
    }),
  );
}

function bearing(request: HttpRequest<unknown>, token: string): HttpRequest<unknown> {
  return request.clone({ setHeaders: { Authorization: `Bearer ${token}` } });
}

function isExpired(error: unknown): boolean {
  return error instanceof HttpErrorResponse && error.status === 401;
}
