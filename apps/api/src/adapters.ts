import type { Config } from './config/config';
import type { ImageGenerator } from './generation/generators/image-generator';
import type { UploadSpool } from './images/import/upload-spool';
import type { CallGate } from './images/storage/call-gate';
import type { ImageStore } from './images/storage/image-store';
import type { StoreMarker } from './images/storage/store-marker';
import type { StoreSurvey } from './images/storage/store-survey';
import type { ThumbnailMaker } from './images/thumbnails/thumbnail-maker';

/** What lies outside the process, and by what it is reached. */
export interface Adapters {
  /** Calls of the file system go through the gate. */
  readonly imageStore: (config: Config, gate: CallGate) => ImageStore;
  readonly storeMarker: (config: Config, gate: CallGate) => StoreMarker;
  /** Of what the store keeps. */
  readonly storeSurvey: (config: Config) => StoreSurvey;
  readonly uploadSpool: (config: Config) => UploadSpool;
  readonly thumbnailMaker: () => ThumbnailMaker;
  readonly imageGenerator: (config: Config) => ImageGenerator;
}
