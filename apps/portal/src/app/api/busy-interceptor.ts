import type { HttpInterceptorFn, HttpRequest } from '@angular/common/http';
import { inject } from '@angular/core';
import { defer, finalize, retry, throwError } from 'rxjs';
import { toApiError } from './api-client';
import { ApiError } from './problem';
import { RefusedRequests } from './refused-requests';

/** The server could not answer, and changed nothing: the same request may be answered a moment later. */
const PASSING: ReadonlySet<ApiError['kind']> = new Set(['server-busy', 'storage-unavailable', 'database-unavailable']);
/** A list of names may be too long for an address, so that this one is read by POST. */
const READ_BY_POST = '/api/ai/my-images/details';
const RETRIES_MAX = 5;
/** A longer wait is reported as a failure at once. */
const PAUSE_SECONDS_MAX = 60;

/** Lists that the server refuses because it is busy are asked for again: after the time it states, with growing pauses, and not for ever. */
export const busyInterceptor: HttpInterceptorFn = (request, next) => {
  if (!isRead(request)) return next(request);
  const refused = inject(RefusedRequests);
  return defer(() => {
    const id = Symbol(request.url);
    const delay = (error: unknown, retries: number) => {
      const kind = passingKind(error);
      const seconds = pauseSeconds(error, retries);
      return kind === null || seconds > PAUSE_SECONDS_MAX ? throwError(() => error) : refused.wait(id, kind, seconds);
    };
    return next(request).pipe(retry({ count: RETRIES_MAX, delay }), finalize(() => { refused.remove(id); }));
  });
};

function isRead({ method, responseType, url }: HttpRequest<unknown>): boolean {
  return responseType === 'json' && (method === 'GET' || url === READ_BY_POST);
}

function passingKind(error: unknown): ApiError['kind'] | null {
  const failure = toApiError(error);
  return failure instanceof ApiError && PASSING.has(failure.kind) ? failure.kind : null;
}

/** 2, 4, 8, 16 and 32 seconds, or as long as the server asks for if that is longer. */
function pauseSeconds(error: unknown, retries: number): number {
  const failure = toApiError(error);
  return Math.max(2 ** retries, failure instanceof ApiError ? failure.retryAfter ?? 0 : 0);
}
