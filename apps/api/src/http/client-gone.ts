import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ServerResponse } from 'node:http';

/** Why work was stopped that nobody waits for: it is neither answered nor logged. */
export class ClientGoneError extends Error {
  constructor() {
    super('The client left before its answer');
  }
}

/** Aborted, with a `ClientGoneError`, when the client disconnects before it has its answer, or at once when it did so before. */
export function clientGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  if (response.destroyed) gone.abort(new ClientGoneError()); // Its `close` event was emitted before anybody listened.
  else response.once('close', () => { gone.abort(new ClientGoneError()); });
  return gone.signal;
}

/** The signal of `clientGone`, for handlers whose work is worth stopping. */
export const ClientGone = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => clientGone(context.switchToHttp().getResponse<ServerResponse>()));
