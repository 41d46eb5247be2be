import type { RequestListener, Server } from 'node:http';

/** Node emits these instead of `request` once they have a listener. */
const EXPECTATIONS = ['checkContinue', 'checkExpectation'];

/** Calls the listener before all others, for requests with an `Expect` header, too. */
export function onEveryRequest(server: Server, listener: RequestListener): void {
  server.prependListener('request', listener);
  server.once('listening', () => {
    for (const event of EXPECTATIONS) if (server.listenerCount(event) > 0) server.prependListener(event, listener);
  });
}
