import { types } from 'node:util';

/** The course of one call to the provider as we saw it on the wire: the SDK's errors do not always tell. */
export interface Exchange {
  readonly fetch: typeof fetch;
  /** Null until an answer began. */
  readonly requestId: () => string | null;
  /** Why no connection came about, so that nothing can have been made; null when one did. */
  readonly neverLeft: () => string | null;
  /** Closes the connections whose answers were not read to their end. Must be called when the call is over, or they stay open until garbage is collected. */
  readonly close: () => void;
}

/** Follows no redirect, which could carry the key and the prompt elsewhere, and reads no more than `maxBytes`. */
export function openExchange(maxBytes: number): Exchange {
  let requestId: string | null = null;
  let neverLeft: string | null = null;
  let answered = false;
  const closing = new AbortController();
  return {
    requestId: () => requestId,
    neverLeft: () => neverLeft,
    close: () => { closing.abort(); },
    fetch: async (input, init) => {
      try {
        const signal = AbortSignal.any([closing.signal, ...(init?.signal ? [init.signal] : [])]);
        const response = await fetch(input, { ...init, redirect: 'manual', signal });
        answered = true;
        requestId ??= response.headers.get('x-request-id');
        return capped(response, maxBytes);
      } catch (error) {
        if (!answered) neverLeft = connectionFault(error);
        throw error;
      }
    },
  };
}

function capped(response: Response, maxBytes: number): Response {
  if (!response.body) return response;
  let left = maxBytes;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      left -= chunk.byteLength;
      if (left < 0) controller.error(new Error(`the answer is longer than ${String(maxBytes)} bytes`));
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(counting), { status, statusText, headers });
}

/** Faults that come before a byte of the request was sent. */
const BEFORE_SENDING = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|(?:ERR_TLS|ERR_SSL|CERT|DEPTH|SELF_SIGNED|UNABLE_TO)_\w+)$/;

function connectionFault(error: unknown): string | null {
  const cause: unknown = types.isNativeError(error) ? error.cause : undefined;
  const code: unknown = types.isNativeError(cause) && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && BEFORE_SENDING.test(code) ? code : null;
}
