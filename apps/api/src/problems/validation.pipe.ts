import { type ArgumentMetadata, StandardSchemaValidationPipe } from '@nestjs/common';
import { INVALID_FIELDS_MAX, PROBLEM_TEXT_MAX } from '@vitrine/contracts';
import type { ProblemException } from './problem.exception';
import { invalidField, invalidRequest } from './catalogue';

type Issues = Parameters<NonNullable<NonNullable<ConstructorParameters<typeof StandardSchemaValidationPipe>[0]>['exceptionFactory']>>[0];

/** Taken out before a schema sees them, so that it cannot refuse them; they are no more ours than any other name it does not know. */
const NEVER_READ = ['__proto__', 'constructor', 'prototype'];

class StrictValidationPipe extends StandardSchemaValidationPipe {
  override transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const unread = metadata.type === 'query' && typeof value === 'object' && value !== null ? NEVER_READ.find((name) => Object.hasOwn(value, name)) : undefined;
    if (unread !== undefined) throw invalidField(`/${unread}`, 'Unrecognized key');
    return super.transform(value, metadata);
  }
}

/** Checks what a handler takes against the schema its parameter names, and tells every wrong field. */
export const validationPipe = new StrictValidationPipe({ exceptionFactory: invalid });

function invalid(issues: Issues): ProblemException {
  return invalidRequest(
    issues.slice(0, INVALID_FIELDS_MAX).map(({ path = [], message }) => ({ pointer: shorten(pointerOf(path)), detail: shorten(message) })),
  );
}

/** A message quotes names of the caller's. */
function shorten(text: string): string {
  return text.slice(0, PROBLEM_TEXT_MAX).toWellFormed();
}

/** RFC 6901: `~` and `/` inside a name are escaped. */
function pointerOf(path: NonNullable<Issues[number]['path']>): string {
  const keys = path.map((segment) => String(typeof segment === 'object' ? segment.key : segment));
  return keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
