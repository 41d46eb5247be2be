import { once } from 'node:events';
import type { Response } from 'express';

export interface ServerSentEvent {
  /** What the reader says when it comes back, to be told what it missed. */
  readonly id?: string;
  readonly event: string;
  readonly data: unknown;
}

/** Shorter than the patience of any common proxy. */
const KEEP_ALIVE_MS = 15_000;

/** Writes events until there are no more or the caller has gone. What is wrong before the first of them is answered as a problem; to `HEAD`, nothing but that there are some. `opensAtOnce`: nothing can be wrong, and the first event may be long in coming. */
export async function sendEvents(response: Response, events: AsyncGenerator<ServerSentEvent, void>, gone: AbortSignal, opensAtOnce = false): Promise<void> {
  const first = opensAtOnce ? null : await events.next();
  const keepAlive = setInterval(() => response.write(': keep-alive\n\n'), KEEP_ALIVE_MS);
  try {
    begin(response);
    if (response.req.method !== 'HEAD') await writeAll(response, first ?? (await events.next()), events, gone);
  } catch (error) {
    if (!gone.aborted) throw error; // Else the caller left, which is no fault of anyone's.
  } finally {
    clearInterval(keepAlive);
    await events.return();
    response.end();
  }
}

async function writeAll(response: Response, first: IteratorResult<ServerSentEvent, void>, events: AsyncGenerator<ServerSentEvent, void>, gone: AbortSignal): Promise<void> {
  for (let next = first; !next.done; next = await events.next()) await write(response, next.value, gone);
}

/** Nothing on the way may keep, gather or compress what is to arrive at once. */
function begin(response: Response): void {
  response.status(200);
  response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
  response.setHeader('Cache-Control', 'no-store, no-transform');
  response.setHeader('X-Accel-Buffering', 'no');
  response.flushHeaders();
}

/** A slow reader is waited for, not written at. */
async function write(response: Response, { id, event, data }: ServerSentEvent, gone: AbortSignal): Promise<void> {
  const name = id === undefined ? '' : `id: ${id}\n`;
  if (response.write(`${name}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)) return;
  await once(response, 'drain', { signal: gone });
}
