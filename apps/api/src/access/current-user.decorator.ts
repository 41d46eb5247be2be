import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Caller } from './caller';

/** The caller the global guard proved. Throws on a handler that the guard let everyone into. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<{ caller?: Caller }>();
  if (!caller) throw new Error('@CurrentUser() stands on a handler without @Policy(...)');
  return caller;
});
