import { Global, Module } from '@nestjs/common';
import { Config } from '../../config/config';
import { FileImageStore } from './file-image-store';
import { ThumbnailMaker } from '../thumbnails/thumbnail-maker';
import { WorkerThumbnailMaker } from '../thumbnails/worker-thumbnail-maker';
import { ImageStore } from './image-store';

@Global()
@Module({
  providers: [{ provide: ImageStore, inject: [Config], useFactory: (config: Config) => new FileImageStore(config.uploadsDir) }, { provide: ThumbnailMaker, useClass: WorkerThumbnailMaker }],
  exports: [ImageStore, ThumbnailMaker],
})
export class StorageModule {}
