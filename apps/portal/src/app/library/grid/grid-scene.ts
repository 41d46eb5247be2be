import { InjectionToken, type Signal } from '@angular/core';
import type { ImageRef, LibraryImage } from '../../images/library-image';
import type { LibraryIndex } from '../layout/library-index';
import type { ImageDeed } from './grid-keys';
import type { GridView } from './grid-view';
import type { Stretch } from './range-preview';
import type { TileDeed } from './tile-deed';

/** A grid, as its rows and tiles see it: each takes what concerns it, so that a change draws nothing again that it does not change. */
export interface GridScene {
  readonly view: GridView;
  readonly index: Signal<LibraryIndex>;
  readonly total: Signal<number | null>;
  readonly complete: Signal<boolean>;
  readonly detail: Signal<(name: string) => LibraryImage | undefined>;
  readonly ref: Signal<(name: string) => ImageRef>;
  readonly note: Signal<(name: string) => string | null>;
  readonly deeds: Signal<readonly TileDeed[]>;
  /** An image opens before everything; otherwise a click selects. */
  readonly opens: Signal<boolean>;
  /** The place of the one tile Tab leads to. */
  readonly tabbable: Signal<number | null>;
  /** What letting Shift go with a click would select. */
  readonly meant: Signal<Stretch | null>;
  open(name: string): void;
  pick(name: string, event: MouseEvent): void;
  pickDay(first: number): void;
  act(deed: ImageDeed, name: string): void;
}

export const GRID = new InjectionToken<GridScene>('the grid around');
