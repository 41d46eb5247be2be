import type { IncomingHttpHeaders } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { invalidField } from '../problems/catalogue';

const VERSION = /^\d{1,15}$/;

/** The version up to which the caller was told everything; null for who comes for the first time. */
export const LastEventId = createParamDecorator((_: unknown, context: ExecutionContext): number | null => {
  const { headers } = context.switchToHttp().getRequest<{ headers: IncomingHttpHeaders }>();
  const id = headers['last-event-id'];
  if (id === undefined || id === '') return null;
  if (typeof id === 'string' && VERSION.test(id)) return Number(id);
  throw invalidField('Last-Event-ID', 'must be the id of an event');
});
