import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { IMAGE_NAME_PATTERN } from '@vitrine/contracts';
import type { Request } from 'express';
import type { ImageRow } from '../database/schema';
import { notFound, unauthenticated } from '../problems/catalogue';
import { ImageRepository } from './image.repository';

type RequestWithImage = Request & { ownedImage?: ImageRow };

/** Lets a caller through to an image of their own. Unknown, malformed and another's are one and the same 404. */
@Injectable()
export class ImageOwnerGuard implements CanActivate {
  constructor(private readonly images: ImageRepository) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<RequestWithImage>();
    if (!request.caller) throw unauthenticated();
    const name = request.params['filename'];
    const row = typeof name === 'string' && IMAGE_NAME_PATTERN.test(name) ? await this.images.find(request.caller.userId, name) : undefined;
    if (!row) throw notFound();
    request.ownedImage = row;
    return true;
  }
}

/** The image that `ImageOwnerGuard` proved to be the caller's. Throws on a handler without that guard. */
export const OwnedImage = createParamDecorator((_: unknown, context: ExecutionContext): ImageRow => {
  const { ownedImage } = context.switchToHttp().getRequest<RequestWithImage>();
  if (!ownedImage) throw new Error('@OwnedImage() stands on a handler without ImageOwnerGuard');
  return ownedImage;
});
