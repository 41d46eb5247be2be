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

/** Writes events until there are no more or the caller has gone. What is wrong before the first of them is answered as a problem; to `HEAD`, nothing but that there are some. */
export async function sendEvents(response: Response, events: AsyncGenerator<ServerSentEvent, void>, gone: AbortSignal): Promise<void> {
  const first = await events.next();
  const keepAlive = setInterval(() => response.write(': keep-alive\n\n'), KEEP_ALIVE_MS);
  try {
    begin(response);
    if (response.req.method === 'HEAD') return;
    if (!first.done) await write(response, first.value, gone);
    for await (const event of events) await write(response, event, gone);
  } catch (error) {
    if (!gone.aborted) throw error; // Else the caller left, which is no fault of anyone's.
  } finally {
    clearInterval(keepAlive);
    await events.return();
    response.end();
  }
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
