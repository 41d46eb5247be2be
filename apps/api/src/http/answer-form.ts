import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/** How a caller wants to wait for what takes long. */
export type AnswerForm = 'waiting' | 'at-once' | 'events';

export const AskedForm = createParamDecorator((_: unknown, context: ExecutionContext): AnswerForm =>
  answerFormOf(context.switchToHttp().getRequest<Request>()),
);

/** By `Accept` (RFC 9110, 12.5.1), then by `Prefer` (RFC 7240). */
export function answerFormOf(request: Pick<Request, 'accepts' | 'headers'>): AnswerForm {
  if (request.accepts(['application/json', 'text/event-stream']) === 'text/event-stream') return 'events';
  const preferences = String(request.headers['prefer'] ?? '').split(',');
  const atOnce = preferences.some((preference) => /^\s*respond-async\s*(;|$)/i.test(preference));
  return atOnce ? 'at-once' : 'waiting';
}
