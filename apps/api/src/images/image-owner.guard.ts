import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { IMAGE_NAME_PATTERN } from '@vitrine/contracts';
import type { Request } from 'express';
import type { ImageRow } from '../database/schema';
import { notFound, unauthenticated } from '../problems/catalogue';
import { ImageRepository, type Place } from './image.repository';

type RequestWithImage = Request & { ownedImage?: ImageRow };

abstract class OwnerGuard implements CanActivate {
  protected abstract readonly place: Place;

  constructor(protected readonly images: ImageRepository) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<RequestWithImage>();
    if (!request.caller) throw unauthenticated();
    const name = request.params['filename'];
    if (typeof name !== 'string' || !IMAGE_NAME_PATTERN.test(name)) throw notFound();
    const row = await this.images.find(request.caller.userId, this.place, name);
    if (!row) throw notFound();
    request.ownedImage = row;
    return true;
  }
}

/** Lets a caller through to an image of their own library. Unknown, malformed and another's are one and the same 404. */
@Injectable()
export class ImageOwnerGuard extends OwnerGuard {
  protected readonly place = 'library';

  // Nest reads what to inject off the class itself.
  // eslint-disable-next-line @typescript-eslint/no-useless-constructor -- decorator metadata is not inherited
  constructor(images: ImageRepository) {
    super(images);
  }
}

/** The same for an image of their own trash. */
@Injectable()
export class TrashOwnerGuard extends OwnerGuard {
  protected readonly place = 'trash';

  // eslint-disable-next-line @typescript-eslint/no-useless-constructor -- decorator metadata is not inherited
  constructor(images: ImageRepository) {
    super(images);
  }
}

/** The image that an owner guard proved to be the caller's. Throws on a handler without one. */
export const OwnedImage = createParamDecorator((_: unknown, context: ExecutionContext): ImageRow => {
  const { ownedImage } = context.switchToHttp().getRequest<RequestWithImage>();
  if (!ownedImage) throw new Error('@OwnedImage() stands on a handler without an owner guard');
  return ownedImage;
});
