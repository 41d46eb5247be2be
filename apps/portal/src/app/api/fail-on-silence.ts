import { type MonoTypeOperatorFunction, type Observable, throwError, timeout } from 'rxjs';
import { ApiError, UNREACHABLE } from './problem';

/** The server writes to an open event stream every 15 s at least. */
const SILENCE_MS = 40_000;

/** An event stream that is silent for longer is dead, also where the network said nothing (a line that was cut, a router that forgot it). */
export function failOnSilence<T>(): MonoTypeOperatorFunction<T> {
  return timeout<T, Observable<never>>({ each: SILENCE_MS, with: () => throwError(() => new ApiError(UNREACHABLE, null)) });
}
