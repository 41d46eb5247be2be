import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { GenerationProgress, GenerationStatus } from '@vitrine/contracts';
import { invalidField } from '../problems/catalogue';

/** How much of a generation a client was sent, as the id of an event says it. */
export interface LastEvent {
  /** Names a status and its progress. */
  readonly state: string;
  /** Index of the newest preview; -1 before the first. */
  readonly preview: number;
  /** How many images. */
  readonly saved: number;
  /** `done` or `failed` was sent. */
  readonly isLast: boolean;
}

export const NOTHING_SENT: LastEvent = { state: '0', preview: -1, saved: 0, isLast: false };

const ID = /^([\da-f]{1,8})\.(\d{1,4})\.(\d{1,4})(\.end)?$/;

export function writeEventId({ state, preview, saved, isLast }: LastEvent): string {
  return `${state}.${String(preview + 1)}.${String(saved)}${isLast ? '.end' : ''}`;
}

export function nameState(status: GenerationStatus, progress: GenerationProgress | null): string {
  return createHash('sha256').update(JSON.stringify([status, progress])).digest('hex').slice(0, 8);
}

/** From the header by which an `EventSource` goes on after its connection was lost. @throws `invalid-request` for an id that no event has. */
export const LastGenerationEvent = createParamDecorator((_: unknown, context: ExecutionContext): LastEvent => {
  const { headers } = context.switchToHttp().getRequest<{ headers: IncomingHttpHeaders }>();
  const id = String(headers['last-event-id'] ?? '');
  if (id === '') return NOTHING_SENT;
  const [, state, preview, saved, end] = ID.exec(id) ?? [];
  if (state === undefined) throw invalidField('Last-Event-ID', 'must be the id of an event');
  return { state, preview: Number(preview) - 1, saved: Number(saved), isLast: end !== undefined };
});
