import { Module } from '@nestjs/common';
import { IdempotencyRepository } from '../idempotency/idempotency.repository';
import { LiveNewsModule } from '../live/live-news.module';
import { ArchiveAnswers } from './archive/archive-answers';
import { ArchiveController } from './archive/archive.controller';
import { ArchiveManifests } from './archive/archive-manifests';
import { ArchiveService } from './archive/archive.service';
import { ArchiveTicketRepository } from './archive/archive-ticket.repository';
import { ArchiveSlots } from './archive/archive-slots';
import { ArchiveTickets } from './archive/archive-tickets.service';
import { ImageBytes } from './image-bytes';
import { ImageRowsModule } from './image-rows.module';
import { ImageTagRepository } from './image-tag.repository';
import { ImageViews } from './image-views';
import { ImagesController } from './images.controller';
import { ImagesService } from './images.service';
import { ImportAnswers } from './import/import-answers';
import { ImportController } from './import/import.controller';
import { ImportImageRepository } from './import/import-image.repository';
import { ImportService } from './import/import.service';
import { ImportSlots } from './import/import-slots';
import { UploadBudget } from './import/upload-budget';
import { IntactImages } from './intact-images';
import { LibraryIndexAnswers } from './index/library-index-answers';
import { LibraryIndexController } from './index/library-index.controller';
import { LibraryIndexService } from './index/library-index.service';
import { LibraryRepository } from './search/library.repository';
import { OrganiseController } from './organise/organise.controller';
import { OrganiseRepository } from './organise/organise.repository';
import { OrganiseService } from './organise/organise.service';
import { StoreCheck } from './storage/store-check';
import { ThumbnailUpgrade } from './thumbnails/thumbnail-upgrade';
import { ThumbnailsService } from './thumbnails/thumbnails.service';
import { WholeThumbnails } from './thumbnails/whole-thumbnails';
import { TrashController } from './trash/trash.controller';
import { TrashPurge } from './trash/trash-purge';
import { TrashService } from './trash/trash.service';

/** Asks for an `ImageStore` and a `ThumbnailMaker`; which ones is chosen in `app.module.ts`. */
@Module({
  imports: [LiveNewsModule, ImageRowsModule],
  controllers: [LibraryIndexController, ImagesController, OrganiseController, ArchiveController, ImportController, TrashController],
  providers: [
    ImagesService,
    ArchiveAnswers,
    ArchiveManifests,
    ArchiveService,
    ArchiveTicketRepository,
    ArchiveSlots,
    ArchiveTickets,
    ImageBytes,
    ImageTagRepository,
    ImageViews,
    IntactImages,
    IdempotencyRepository,
    ImportAnswers,
    ImportImageRepository,
    ImportService,
    ImportSlots,
    LibraryIndexAnswers,
    LibraryIndexService,
    LibraryRepository,
    OrganiseRepository,
    OrganiseService,
    StoreCheck,
    ThumbnailsService,
    ThumbnailUpgrade,
    WholeThumbnails,
    TrashService,
    TrashPurge,
    UploadBudget,
  ],
  exports: [ImageRowsModule, ImagesService, ImageViews],
})
export class ImagesModule {}
