import type { IncomingHttpHeaders } from 'node:http';

export interface RecordedRequest {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** The JSON object, or the form's fields; a file is told as `{ filename, type, size }`. */
  body: Record<string, unknown>;
  /** Epoch milliseconds. */
  readonly at: number;
  /** It came to the other origin, which no address given out by a well-behaved server names. */
  readonly foreign: boolean;
  /** The whole answer was sent; false while it is under way and when the line was dropped by either side. */
  finished: boolean;
  /** When the exchange ended, however it did; null while it is under way. */
  closedAt: number | null;
}

/** A body that is no text is sent as JSON. */
export type MakeAnswer = (body: Readonly<Record<string, unknown>>) => { status: number; headers?: Record<string, string>; body: unknown } | null;

export interface FakeProvider {
  /** `http://127.0.0.1:PORT/v1` */
  readonly url: string;
  /** A deployment as on Azure, for the base URL: with its version in the query. It wants the key in `api-key`. */
  readonly azureUrl: string;
  /** Another origin, on which it serves what it made as well. */
  readonly foreignOrigin: string;
  /** Oldest first. */
  readonly requests: RecordedRequest[];
  /** All requests, or those whose path ends so, or those the predicate takes. */
  count(which?: string | ((request: RecordedRequest) => boolean)): number;
  /** Resolves when that many requests have come (1 by default). */
  arrived(count?: number): Promise<void>;
  /** Resolves when no exchange is under way: every answer is out, or its line is gone. */
  ended(): Promise<void>;
  /** From now on every answer waits for `release`. */
  hold(): void;
  release(): void;
  /** Words, such as `[500]`, that count as said in every prompt. */
  setDefault(words: string): void;
  /** From now on requests for images are answered so; null for those that are answered as ever. */
  answerWith(answer: MakeAnswer): void;
  setLatency(ms: number): void;
  /** Forgets the requests and the settings, and releases. */
  reset(): void;
  close(): Promise<void>;
}

export interface FakeProviderOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** How long every image takes. */
  latencyMs?: number;
  /** The only key it takes; without it any key will do, but there must be one. */
  apiKey?: string;
}

export function startFakeProvider(options?: FakeProviderOptions): Promise<FakeProvider>;
