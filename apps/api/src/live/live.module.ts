import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { ImagesModule } from '../images/images.module';
import { LibraryVersionRepository } from './library-version.repository';
import { LibraryWatch } from './library-watch';
import { LiveNewsModule } from './live-news.module';
import { LiveController } from './live.controller';
import { LiveStream } from './live-stream';

/** What a user's open devices are told. */
@Module({ imports: [AuthModule, ImagesModule, LiveNewsModule], controllers: [LiveController], providers: [LiveStream, LibraryWatch, LibraryVersionRepository] })
export class LiveModule {}
