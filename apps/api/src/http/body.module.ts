import { Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { BodyGuard } from './body.guard';
import { LargeBodyInterceptor } from './large-body.interceptor';
import { UnsentBodies } from './unsent-bodies';

/** Imported before what says who may: a request is read first. */
@Module({ providers: [{ provide: APP_GUARD, useClass: BodyGuard }, UnsentBodies, { provide: APP_INTERCEPTOR, useClass: LargeBodyInterceptor }] })
export class BodyModule {}
