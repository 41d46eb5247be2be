import { Module } from '@nestjs/common';
import { LiveNews } from './live-news';

/** For those who have something to tell; who listens is in `LiveModule`. */
@Module({ providers: [LiveNews], exports: [LiveNews] })
export class LiveNewsModule {}
