import type { IconName } from '../../shell/icons';
import type { ImageDeed } from './grid-keys';

/** A button a tile shows while it is pointed at. */
export interface TileDeed {
  readonly deed: ImageDeed;
  readonly icon: IconName;
  readonly label: string;
  /** " (C)", for the tooltip; or nothing. */
  readonly key: string;
}
