import { HttpClient, HttpErrorResponse, type HttpParams } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom, type Observable } from 'rxjs';
import { ApiError, isProblem, problemName, UNREACHABLE } from './problem';

export interface CallOptions {
  readonly headers?: Record<string, string>;
  readonly params?: HttpParams | Record<string, string | number | boolean>;
  /** In milliseconds: later, the server counts as unreachable. */
  readonly timeout?: number;
}

/** The one way to the API: promises of typed answers, or an `ApiError`. The interceptors add who is asking. */
@Injectable({ providedIn: 'root' })
export class ApiClient {
  private readonly http = inject(HttpClient);

  get<T>(path: string, options: CallOptions = {}): Promise<T> {
    return settled(this.http.get<T>(path, options));
  }

  /** What an address of the API gives, byte for byte. */
  bytes(path: string): Promise<ArrayBuffer> {
    return settled(this.http.get(path, { responseType: 'arraybuffer' }));
  }

  post<T>(path: string, body: unknown = {}, options: CallOptions = {}): Promise<T> {
    return settled(this.http.post<T>(path, body, options));
  }

  patch<T>(path: string, body: unknown, options: CallOptions = {}): Promise<T> {
    return settled(this.http.patch<T>(path, body, options));
  }

  delete<T = void>(path: string, options: CallOptions = {}): Promise<T> {
    return settled(this.http.delete<T>(path, options));
  }
}

async function settled<T>(answer: Observable<T>): Promise<T> {
  try {
    return await firstValueFrom(answer);
  } catch (error) {
    throw toApiError(error);
  }
}

/** An HTTP failure as the portal speaks of it; anything else stays what it is. */
export function toApiError(error: unknown): unknown {
  if (!(error instanceof HttpErrorResponse)) return error;
  const body: unknown = typeof error.error === 'string' ? parsed(error.error) : error.error;
  return isProblem(body) ? new ApiError(problemName(body), body) : new ApiError(UNREACHABLE, null);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not JSON: a page of some proxy, which tells nothing
  }
}
