import { Module } from '@nestjs/common';
import { ImageBytes } from './image-bytes';
import { ImageFiles } from './image-files';
import { ImageRepository } from './image.repository';
import { ImagesController } from './images.controller';
import { ImagesService } from './images.service';
import { MaintenanceRepository } from './maintenance.repository';
import { ThumbnailsService } from './thumbnails/thumbnails.service';
import { TrashController } from './trash/trash.controller';
import { TrashPurge } from './trash/trash-purge';
import { TrashService } from './trash/trash.service';
import { UsageRepository } from './usage.repository';

/** Asks for an `ImageStore` and a `ThumbnailMaker`; which ones is chosen in `app.module.ts`. */
@Module({
  controllers: [ImagesController, TrashController],
  providers: [
    ImagesService,
    ImageBytes,
    ImageFiles,
    ImageRepository,
    MaintenanceRepository,
    UsageRepository,
    ThumbnailsService,
    TrashService,
    TrashPurge,
  ],
  exports: [ImagesService, ImageRepository, UsageRepository],
})
export class ImagesModule {}
