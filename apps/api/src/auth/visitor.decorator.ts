import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DEVICE_MAX } from '@vitrine/contracts';

/** Who knocks, before anything about them is proven. */
export interface Visitor {
  /** As the trusted proxy, if there is one, tells it. */
  readonly address: string;
  /** What their browser calls itself: printable ASCII, shortened. */
  readonly device: string;
}

export const CurrentVisitor = createParamDecorator((_: unknown, context: ExecutionContext): Visitor => {
  const request = context.switchToHttp().getRequest<{ ip?: string; headers: Record<string, string | undefined> }>();
  const agent = (request.headers['user-agent'] ?? '').replaceAll(/[^\x20-\x7e]/g, '').slice(0, DEVICE_MAX);
  return { address: request.ip ?? '', device: agent.trim() || 'Unknown device' };
});
