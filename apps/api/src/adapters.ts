import type { Config } from './config/config';
import type { ImageGenerator } from './generation/generators/image-generator';
import type { UploadSpool } from './images/import/upload-spool';
import type { ImageStore } from './images/storage/image-store';
import type { StoreSurvey } from './images/storage/store-survey';
import type { ThumbnailMaker } from './images/thumbnails/thumbnail-maker';

/** What lies outside the process, and by what it is reached. */
export interface Adapters {
  readonly imageStore: (config: Config) => ImageStore;
  /** Of what the store keeps. */
  readonly storeSurvey: (config: Config) => StoreSurvey;
  readonly uploadSpool: (config: Config) => UploadSpool;
  readonly thumbnailMaker: () => ThumbnailMaker;
  readonly imageGenerator: (config: Config) => ImageGenerator;
}
