import { Global, Module } from '@nestjs/common';
import { Config } from '../../config/config';
import { FileImageStore } from './file-image-store';
import { ImageStore } from './image-store';

@Global()
@Module({
  providers: [{ provide: ImageStore, inject: [Config], useFactory: (config: Config) => new FileImageStore(config.uploadsDir) }],
  exports: [ImageStore],
})
export class StorageModule {}
