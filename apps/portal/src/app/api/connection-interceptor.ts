import { HttpErrorResponse, HttpEventType, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { tap } from 'rxjs';
import { Connection } from './connection';

/** Every request tells whether the server is there: an answer of any kind is, silence or a gateway's page is not. */
export const connectionInterceptor: HttpInterceptorFn = (request, next) => {
  const connection = inject(Connection);
  return next(request).pipe(tap({
    next: (event) => {
      if (event.type === HttpEventType.Response || event.type === HttpEventType.ResponseHeader) connection.answered();
    },
    error: (error: unknown) => {
      if (!(error instanceof HttpErrorResponse)) return;
      if (nobodyThere(error)) connection.lost();
      else connection.answered();
    },
  }));
};

/** A success that is an error could not be read: it is the page of a proxy or a captive portal. */
function nobodyThere(error: HttpErrorResponse): boolean {
  if (error.status === 0 || (error.status >= 200 && error.status < 300)) return true;
  const type = error.headers.get('content-type') ?? '';
  return [500, 502, 503, 504].includes(error.status) && !type.includes('json');
}
