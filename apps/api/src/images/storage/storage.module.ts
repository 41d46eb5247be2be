import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Adapters } from '../../adapters';
import { Config } from '../../config/config';
import { ThumbnailMaker } from '../thumbnails/thumbnail-maker';
import { ImageStore } from './image-store';
import { UploadSpool } from '../import/upload-spool';
import { StoreSurvey } from './store-survey';

@Global()
@Module({})
export class StorageModule {
  static with(adapters: Omit<Adapters, 'imageGenerator'>): DynamicModule {
    return {
      module: StorageModule,
      providers: [
        { provide: ImageStore, inject: [Config], useFactory: adapters.imageStore },
        { provide: StoreSurvey, inject: [Config], useFactory: adapters.storeSurvey },
        { provide: UploadSpool, inject: [Config], useFactory: adapters.uploadSpool },
        { provide: ThumbnailMaker, useFactory: adapters.thumbnailMaker },
      ],
      exports: [ImageStore, StoreSurvey, UploadSpool, ThumbnailMaker],
    };
  }
}
