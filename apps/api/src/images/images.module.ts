import { Module } from '@nestjs/common';
import { ImageBytes } from './image-bytes';
import { ImageRepository } from './image.repository';
import { ImagesController } from './images.controller';
import { ImagesService } from './images.service';
import { UsageRepository } from './usage.repository';

/** Asks for an `ImageStore`; which one is chosen in `app.module.ts`. */
@Module({
  controllers: [ImagesController],
  providers: [ImagesService, ImageBytes, ImageRepository, UsageRepository],
  exports: [ImagesService, ImageRepository, UsageRepository],
})
export class ImagesModule {}
