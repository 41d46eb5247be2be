import { AREAS } from './image-store';

/** Where images that were set aside are kept. */
export const QUARANTINE = 'quarantine';
/** The parts of a store; each may be a volume of its own. */
export const PARTS = [...AREAS, QUARANTINE] as const;
export type Part = (typeof PARTS)[number];

/**
 * A mark inside the store that distinguishes it from an empty mount point, or from another disk. A part that is a volume
 * of its own carries one, too.
 */
export abstract class StoreMarker {
  /** The id that the store carries; null when it carries none. Rejects when the marker cannot be read. */
  abstract read(): Promise<string | null>;

  /** Marks the store, and its parts that are volumes of their own, as they are now, whatever they carry. Durable when it resolves. */
  abstract write(id: string): Promise<void>;

  /** Parts that are not there: not made yet, or away. */
  abstract absentParts(): Promise<Part[]>;

  /** From now on, the store is not available while this part is not there. */
  abstract expect(part: Part): void;

  /** Parts that have become volumes of their own since the store was marked. */
  abstract unmarkedParts(): Promise<Part[]>;

  /** Marks these parts, and keeps in the store's own marker that they carry one. Durable when it resolves. */
  abstract markParts(id: string, parts: readonly Part[]): Promise<void>;

  /** Rejects with a `StorageError` unless the store, and every part that was marked, carries this id, and the other parts are where they were. */
  abstract verify(id: string): Promise<void>;
}
