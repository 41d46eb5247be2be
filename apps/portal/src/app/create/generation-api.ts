import type { Conversation, GenerateImageInput, Generation, GenerationEvent } from '@vitrine/contracts';
import { HttpClient, HttpEventType, type HttpEvent } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { Observable } from 'rxjs';
import { ApiClient, toApiError } from '../api/api-client';
import { failOnSilence } from '../api/fail-on-silence';
import { eventTeller } from './event-parser';

export type Tell = (event: GenerationEvent) => void;

const STREAM = { observe: 'events', reportProgress: true, responseType: 'text' } as const;

/** The chat's part of the API. */
@Injectable({ providedIn: 'root' })
export class GenerationApi {
  private readonly http = inject(HttpClient);
  private readonly api = inject(ApiClient);

  /** Resolves once the server has stored the job. The same key never makes a second one. */
  create(request: GenerateImageInput, key: string): Promise<Generation> {
    return this.api.post<Generation>('/api/ai/generate-image', request, { headers: { Prefer: 'respond-async', 'Idempotency-Key': key } });
  }

  generation(id: string): Promise<Generation> {
    return this.api.get<Generation>(`/api/ai/generations/${id}`);
  }

  /** The state it is in, and from there on all that happens. Resolves when the stream ends, which may be before the generation does. */
  watch(id: string, tell: Tell, signal: AbortSignal): Promise<void> {
    const headers = { Accept: 'text/event-stream' };
    return readEvents(this.http.get(`/api/ai/generations/${id}/events`, { ...STREAM, headers }), tell, signal);
  }

  cancel(id: string): Promise<Generation> {
    return this.api.post<Generation>(`/api/ai/generations/${id}/cancel`);
  }

  /** With its newest wishes, or with those before a cursor. */
  conversation(id: string, cursor?: string): Promise<Conversation> {
    const query = cursor === undefined ? '' : `?cursor=${encodeURIComponent(cursor)}`;
    return this.api.get<Conversation>(`/api/ai/conversations/${encodeURIComponent(id)}${query}`);
  }
}

function readEvents(answer: Observable<HttpEvent<string>>, tell: Tell, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const read = eventTeller(tell);
    const subscription = answer.pipe(failOnSilence()).subscribe({
      next: (event) => {
        if (event.type === HttpEventType.DownloadProgress && 'partialText' in event) read(event.partialText ?? '');
        else if (event.type === HttpEventType.Response) read(event.body ?? '');
      },
      error: (error: unknown) => { reject(toApiError(error) as Error); },
      complete: resolve,
    });
    signal.addEventListener('abort', () => { subscription.unsubscribe(); resolve(); });
  });
}
