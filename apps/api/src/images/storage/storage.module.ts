import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Adapters } from '../../adapters';
import { Config } from '../../config/config';
import { ThumbnailMaker } from '../thumbnails/thumbnail-maker';
import { ImageStore } from './image-store';

@Global()
@Module({})
export class StorageModule {
  static with(adapters: Adapters): DynamicModule {
    return {
      module: StorageModule,
      providers: [
        { provide: ImageStore, inject: [Config], useFactory: adapters.imageStore },
        { provide: ThumbnailMaker, useFactory: adapters.thumbnailMaker },
      ],
      exports: [ImageStore, ThumbnailMaker],
    };
  }
}
