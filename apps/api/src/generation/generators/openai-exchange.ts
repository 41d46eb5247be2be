import { types } from 'node:util';
import { type Dispatcher, fetch as undiciFetch, type RequestInit as UndiciRequestInit } from 'undici';
import { PRIVATE_ADDRESS } from './openai-dispatcher';

/** The course of one call to the provider as we saw it on the wire: the SDK's errors do not always tell. */
export interface Exchange {
  /** To the image service itself. */
  readonly fetch: typeof fetch;
  /** To an address that an answer gave; `isOwn`: on the origin of the service. */
  readonly fetchImage: (url: URL, headers: Readonly<Record<string, string>>, isOwn: boolean, signal: AbortSignal) => Promise<Response>;
  /** As the provider sent it; null until an answer began. */
  readonly requestId: () => string | null;
  /** Why no connection came about, so that nothing can have been made; null when one did. */
  readonly neverLeft: () => string | null;
  /** Closes the connections whose answers were not read to their end. Must be called when the call is over, or they stay open until garbage is collected. */
  readonly close: () => void;
}

export interface ExchangeOptions {
  /** Of one answer of the service. */
  readonly answerBytesMax: number;
  readonly imageBytesMax: number;
  readonly service: Dispatcher;
  readonly images: Dispatcher;
}

const REQUEST_ID_HEADERS = ['x-request-id', 'apim-request-id', 'x-ms-request-id'];

/** Follows no redirect, which could carry the key and the prompt elsewhere, and reads no more bytes than are allowed. */
export function openExchange({ answerBytesMax, imageBytesMax, service, images }: ExchangeOptions): Exchange {
  let requestId: string | null = null;
  let neverLeft: string | null = null;
  let answered = false;
  const closing = new AbortController();

  const send = async (input: string | URL, init: RequestInit, dispatcher: Dispatcher, maxBytes: number): Promise<Response> => {
    const signal = AbortSignal.any([closing.signal, ...(init.signal ? [init.signal] : [])]);
    const response = (await undiciFetch(input, { ...init, redirect: 'manual', signal, dispatcher } as UndiciRequestInit)) as unknown as Response;
    return capped(response, maxBytes);
  };
  return {
    requestId: () => requestId,
    neverLeft: () => neverLeft,
    close: () => { closing.abort(); },
    fetch: async (input, init = {}) => {
      try {
        const response = await send(input as string | URL, init, service, answerBytesMax);
        answered = true;
        requestId ??= REQUEST_ID_HEADERS.map((name) => response.headers.get(name)).find((id) => id !== null) ?? null;
        return response;
      } catch (error) {
        if (!answered) neverLeft = connectionFault(error);
        throw error;
      }
    },
    fetchImage: (url, headers, isOwn, signal) => send(url, { headers, signal }, isOwn ? service : images, imageBytesMax),
  };
}

/** The connection was refused because of where it would have led. */
export function isPrivateAddress(error: unknown): boolean {
  return codeOf(causeOf(error)) === PRIVATE_ADDRESS;
}

/** The name of a system's or a library's error, which holds nothing of what was sent or received. */
export function systemCodeOf(error: unknown): string | null {
  return codeOf(causeOf(error)) ?? codeOf(error);
}

function capped(response: Response, maxBytes: number): Response {
  if (!response.body) return response;
  let left = maxBytes;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      left -= chunk.byteLength;
      if (left < 0) controller.error(Object.assign(new Error('the answer is too long'), { code: 'ANSWER_TOO_LONG' }));
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(counting), { status, statusText, headers: [...headers] });
}

/** Faults that come before a byte of the request was sent. */
const BEFORE_SENDING = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|UND_ERR_PRX_\w+|(?:ERR_TLS|ERR_SSL|CERT|DEPTH|SELF_SIGNED|UNABLE_TO)_\w+)$/;
/** undici has no code for it, and wraps it twice. */
const PROXY_REFUSED = /^Proxy response \((\d{3})\)/;

function connectionFault(error: unknown): string | null {
  const cause = causeOf(error);
  const inner = causeOf(cause);
  const proxyStatus = types.isNativeError(inner) ? PROXY_REFUSED.exec(inner.message)?.[1] : undefined;
  if (proxyStatus !== undefined) return `the proxy answered ${proxyStatus}`;
  const code = codeOf(cause);
  return code !== null && BEFORE_SENDING.test(code) ? code : null;
}

function causeOf(error: unknown): unknown {
  return types.isNativeError(error) ? error.cause : undefined;
}

function codeOf(error: unknown): string | null {
  const code: unknown = types.isNativeError(error) && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : null;
}
