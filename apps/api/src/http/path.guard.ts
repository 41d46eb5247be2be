import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { IMAGE_NAME_PATTERN } from '@vitrine/contracts';
import type { Request } from 'express';
import { notFound } from '../problems/catalogue';

const PATTERNS: Readonly<Record<string, RegExp>> = {
  id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  filename: IMAGE_NAME_PATTERN,
};

/** False where a parameter of the path is no id or file name of this API, as with a fixed word of another route in its place. */
export function hasValidPath({ params }: Pick<Request, 'params'>): boolean {
  return Object.entries(params).every(([name, value]) => PATTERNS[name]?.test(String(value)) ?? true);
}

/** Answers 404 to a path that can name nothing, whatever is sent to it, once it is known who asks. */
@Injectable()
export class PathGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (!hasValidPath(context.switchToHttp().getRequest<Request>())) throw notFound();
    return true;
  }
}
