import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { MIME_TYPES } from '@vitrine/contracts';

export const IMAGE_BODY = Symbol('image body');

/** The handler takes the bytes of an image and reads them itself, once it is known whose they are. */
export function ImageBody(): MethodDecorator {
  return applyDecorators(SetMetadata(IMAGE_BODY, true), ApiConsumes(...MIME_TYPES), ApiBody({ required: true, schema: { type: 'string', format: 'binary' } }));
}
