import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';
import { of, type Observable } from 'rxjs';
import { countNamedImages, imageListBytesMax } from './image-list-bytes';
import { LARGE_BODY, type LargeBody } from './operation.decorator';
import { BODY_BYTES, UnsentBodies } from './unsent-bodies';

/** Lets a handler whose body can be large begin when there is room for it. */
@Injectable()
export class LargeBodyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly bodies: UnsentBodies,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const large = this.reflector.get<LargeBody | undefined>(LARGE_BODY, context.getHandler());
    if (large === undefined) return next.handle();
    const http = context.switchToHttp();
    const { caller, body } = http.getRequest<Request>();
    const bytesMax = Math.min(imageListBytesMax(countNamedImages(body)), BODY_BYTES);
    const isAdmitted = await this.bodies.admit(caller?.userId ?? '', http.getResponse<Response>(), large, bytesMax);
    return isAdmitted ? next.handle() : of(undefined);
  }
}
