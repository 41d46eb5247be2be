import { Module } from '@nestjs/common';
import { IdempotencyRepository } from '../idempotency/idempotency.repository';
import { LiveNewsModule } from '../live/live-news.module';
import { AlbumCountRepository } from './album-count.repository';
import { ArchiveAnswers } from './archive/archive-answers';
import { ArchiveController } from './archive/archive.controller';
import { ArchiveService } from './archive/archive.service';
import { ArchiveTicketRepository } from './archive/archive-ticket.repository';
import { ArchiveTickets } from './archive/archive-tickets.service';
import { ErasureRepository } from './erasure.repository';
import { ImageBytes } from './image-bytes';
import { ImageFiles } from './image-files';
import { ImageRepository } from './image.repository';
import { ImageTagRepository } from './image-tag.repository';
import { ImageViews } from './image-views';
import { ImagesController } from './images.controller';
import { ImagesService } from './images.service';
import { ImportAnswers } from './import/import-answers';
import { ImportController } from './import/import.controller';
import { ImportImageRepository } from './import/import-image.repository';
import { ImportService } from './import/import.service';
import { ImportSlots } from './import/import-slots';
import { LibraryIndexAnswers } from './index/library-index-answers';
import { LibraryIndexController } from './index/library-index.controller';
import { LibraryIndexService } from './index/library-index.service';
import { LibraryChangeRepository } from './library-change.repository';
import { MaintenanceRepository } from './maintenance.repository';
import { ImageSearchRepository } from './search/image-search.repository';
import { LibraryRepository } from './search/library.repository';
import { OrganiseController } from './organise/organise.controller';
import { OrganiseRepository } from './organise/organise.repository';
import { OrganiseService } from './organise/organise.service';
import { ThumbnailsService } from './thumbnails/thumbnails.service';
import { TrashController } from './trash/trash.controller';
import { TrashPurge } from './trash/trash-purge';
import { TrashService } from './trash/trash.service';
import { UsageRepository } from './usage.repository';

/** Asks for an `ImageStore` and a `ThumbnailMaker`; which ones is chosen in `app.module.ts`. */
@Module({
  imports: [LiveNewsModule],
  controllers: [LibraryIndexController, ImagesController, OrganiseController, ArchiveController, ImportController, TrashController],
  providers: [
    ImagesService,
    AlbumCountRepository,
    ArchiveAnswers,
    ArchiveService,
    ArchiveTicketRepository,
    ArchiveTickets,
    ImageBytes,
    ImageFiles,
    ErasureRepository,
    ImageRepository,
    ImageSearchRepository,
    ImageTagRepository,
    ImageViews,
    IdempotencyRepository,
    ImportAnswers,
    ImportImageRepository,
    ImportService,
    ImportSlots,
    LibraryChangeRepository,
    LibraryIndexAnswers,
    LibraryIndexService,
    LibraryRepository,
    MaintenanceRepository,
    OrganiseRepository,
    OrganiseService,
    UsageRepository,
    ThumbnailsService,
    TrashService,
    TrashPurge,
  ],
  exports: [ImagesService, ImageFiles, ImageRepository, ImageViews, ErasureRepository, LibraryChangeRepository, MaintenanceRepository, UsageRepository],
})
export class ImagesModule {}
