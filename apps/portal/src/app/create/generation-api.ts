import type { Conversation, GenerateImageInput, Generation, GenerationEvent } from '@vitrine/contracts';
import { HttpClient, HttpEventType, type HttpEvent, type HttpResponse } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import type { Observable } from 'rxjs';
import { ApiClient, toApiError } from '../api/api-client';
import { eventTeller } from './event-parser';

export type Tell = (event: GenerationEvent) => void;

const STREAM = { observe: 'events', reportProgress: true, responseType: 'text' } as const;

/** The chat's part of the API. */
@Injectable({ providedIn: 'root' })
export class GenerationApi {
  private readonly http = inject(HttpClient);
  private readonly api = inject(ApiClient);

  /** Resolves when the stream ends, which may be before the generation does. The same key never makes a second one. */
  create(request: GenerateImageInput, key: string, tell: Tell, signal: AbortSignal): Promise<void> {
    const headers = { Accept: 'text/event-stream', 'Idempotency-Key': key };
    return told(this.http.post('/api/ai/generate-image', request, { ...STREAM, headers }), tell, signal);
  }

  /** The state it is in, and from there on all that happens. */
  watch(id: string, tell: Tell, signal: AbortSignal): Promise<void> {
    const headers = { Accept: 'text/event-stream' };
    return told(this.http.get(`/api/ai/generations/${id}/events`, { ...STREAM, headers }), tell, signal);
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

function told(answer: Observable<HttpEvent<string>>, tell: Tell, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const read = eventTeller(tell);
    const subscription = answer.subscribe({
      next: (event) => {
        if (event.type === HttpEventType.DownloadProgress && 'partialText' in event) read(event.partialText ?? '');
        else if (event.type === HttpEventType.Response) finish(event, read, tell);
      },
      error: (error: unknown) => { reject(toApiError(error) as Error); },
      complete: resolve,
    });
    signal.addEventListener('abort', () => { subscription.unsubscribe(); resolve(); });
  });
}

/** A server that does not stream answers when all is done, with the generation itself. */
function finish({ body, headers }: HttpResponse<string>, read: (text: string) => void, tell: Tell): void {
  if (body === null) return;
  if (headers.get('content-type')?.startsWith('text/event-stream')) return read(body);
  const generation = JSON.parse(body) as Generation;
  tell({ event: generation.status === 'succeeded' ? 'done' : 'failed', data: generation });
}
