import { Module } from '@nestjs/common';
import { LiveNewsModule } from '../live/live-news.module';
import { AlbumCountRepository } from './album-count.repository';
import { CounterRepository } from './counter.repository';
import { ErasureRepository } from './erasure.repository';
import { ImageFiles } from './image-files';
import { ImageRepository } from './image.repository';
import { LibraryChangeRepository } from './library-change.repository';
import { MaintenanceRepository } from './maintenance.repository';
import { ImageSearchRepository } from './search/image-search.repository';
import { UsageRepository } from './usage.repository';

const ROWS_AND_FILES = [
  AlbumCountRepository, CounterRepository, ErasureRepository, ImageFiles, ImageRepository, ImageSearchRepository, LibraryChangeRepository, MaintenanceRepository, UsageRepository,
];

/** The rows of images and their files, without anything that answers requests or works by itself: a program at the command line uses it too. */
@Module({ imports: [LiveNewsModule], providers: ROWS_AND_FILES, exports: ROWS_AND_FILES })
export class ImageRowsModule {}
