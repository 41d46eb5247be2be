import type { Response } from 'express';
import { clientGone } from './client-gone';
import { sendJson } from './send-json';
import { type ServerSentEvent, sendEvents } from './send-events';

/** What is answered once it is known: a body, or events as they come. */
export type Answer<Body, Event extends ServerSentEvent> =
  | { readonly status: number; readonly location: string; readonly body: Body }
  | { readonly status: 204; readonly location?: never }
  | { readonly status: 200; readonly location?: string; readonly opensAtOnce?: boolean; readonly events: AsyncGenerator<Event, void> };

/** Answers what `find` comes to; its signal is aborted when the client disconnects, or at once when it did so before. */
export async function sendAnswer<Body, Event extends ServerSentEvent>(
  response: Response,
  find: (gone: AbortSignal) => Promise<Answer<Body, Event>>,
): Promise<void> {
  const gone = clientGone(response);
  const answer = await find(gone);
  if (answer.location !== undefined) response.setHeader('Location', answer.location);
  if ('events' in answer) await sendEvents(response, answer.events, gone, answer.opensAtOnce);
  else if (!response.destroyed) await end(response, answer);
}

/** Answers 201 with what was created at this path. */
export async function sendCreated<Body>(response: Response, location: (body: Body) => string, create: Promise<Body>): Promise<void> {
  const body = await create;
  return sendAnswer<Body, never>(response, () => Promise.resolve({ status: 201, location: location(body), body }));
}

async function end<Body>(response: Response, answer: { readonly status: number; readonly body?: Body }): Promise<void> {
  response.status(answer.status);
  if ('body' in answer) await sendJson(response, answer.body);
  else response.end();
}
