import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { IDEMPOTENCY_KEY_MAX } from '@vitrine/contracts';
import type { IncomingHttpHeaders } from 'node:http';
import { invalidField } from '../problems/catalogue';

const VISIBLE = new RegExp(`^[\\x21-\\x7e]{1,${String(IDEMPOTENCY_KEY_MAX)}}$`);

/** The caller's name for this request, so that sending it again does nothing again; null when there is none. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string | null => {
  const { headers } = context.switchToHttp().getRequest<{ headers: IncomingHttpHeaders }>();
  return idempotencyKeyOf(headers['idempotency-key']);
});

/** @throws `invalid-request` for a key that is not 1 to 128 visible ASCII characters. */
export function idempotencyKeyOf(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header === 'string' && VISIBLE.test(header)) return header;
  throw invalidField('Idempotency-Key', `must be 1 to ${String(IDEMPOTENCY_KEY_MAX)} visible ASCII characters`);
}
