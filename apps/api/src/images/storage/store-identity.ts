import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { InstallationRepository } from '../../database/installation.repository';
import { ImageSampleRepository } from './image-sample.repository';
import { keyBeforeMoveOf, keyOf, type Placed } from './image-key';
import { ImageStore } from './image-store';
import { StorageError } from './storage-error';
import { type Part, StoreMarker } from './store-marker';

const KEY = 'store-id';
const SAMPLE_MAX = 40;
/** Of a sample, how many may be missing from the store of this installation: files can be lost one by one. */
const MISSING_SHARE = 0.1;
/** While the store is not recognized, how long the answer holds, by the monotonic clock. */
const LOOK_AGAIN_MS = 1000;

/** The store as its adapter gives it, without the guard that asks this one. */
export abstract class UnguardedImageStore extends ImageStore {}

/**
 * Whether the store is this installation's. Database and store carry the same id: a new installation makes one, an
 * existing one without is marked once, if the images that its rows name are there.
 */
@Injectable()
export class StoreIdentity {
  private id: string | null = null;
  private establishing: Promise<string> | null = null;
  private refused: { readonly error: unknown; readonly until: number } | null = null;
  private checkedUntil = -Infinity;
  private isAvailable = true;

  constructor(
    private readonly installation: InstallationRepository,
    private readonly marker: StoreMarker,
    private readonly store: UnguardedImageStore,
    private readonly images: ImageSampleRepository,
    private readonly logger: PinoLogger,
  ) {}

  /** Rejects while the store is not the one that the database belongs to. Costs one look at a file once the store is marked. */
  async verify(): Promise<void> {
    try {
      await this.marker.verify(this.id ?? (await this.establish()));
      this.note(null);
    } catch (error) {
      this.note(error);
      throw error;
    }
  }

  async isRecognized(): Promise<boolean> {
    return this.verify().then(() => true, () => false);
  }

  /** As `verify`, for those who only read: marks nothing. A store that the next start will mark is as good as one that is marked. */
  async check(): Promise<void> {
    const id = this.id ?? (await this.installation.find(KEY));
    if (id !== null) await this.marker.verify(id);
    else if (performance.now() > this.checkedUntil) {
      await this.requireListed(['images', 'trash']);
      this.checkedUntil = performance.now() + LOOK_AGAIN_MS;
    }
  }

  /** Marks the store as it is now, whatever it carries and holds. For the operator. */
  async accept(): Promise<void> {
    const id = await this.installation.setOnce(KEY, (await this.marker.read().catch(() => null)) ?? randomUUID());
    await this.marker.write(id);
    this.refused = null;
  }

  private establish(): Promise<string> {
    if (this.refused && performance.now() < this.refused.until) return Promise.reject(this.refused.error as Error);
    this.establishing ??= this.findOrMake().then(
      (id) => (this.id = id),
      (error: unknown) => {
        this.refused = { error, until: performance.now() + LOOK_AGAIN_MS };
        throw error;
      },
    ).finally(() => (this.establishing = null));
    return this.establishing;
  }

  private async findOrMake(): Promise<string> {
    const known = await this.installation.find(KEY);
    const found = await this.marker.read();
    const id = known ?? (await this.markOnce(found));
    if (known === null || found === known) {
      await this.expectListed();
      await this.markNewParts(id);
    }
    return id;
  }

  /** Marker first, row second: cut in between, the next start finds the marker, and goes on. */
  private async markOnce(found: string | null): Promise<string> {
    await this.requireListed(['images', 'trash']);
    const id = found ?? randomUUID();
    if (found === null) await this.marker.write(id);
    const agreed = await this.installation.setOnce(KEY, id);
    if (agreed !== id) await this.marker.write(agreed);
    this.logger.info({ event: 'store.marked', store: agreed, found: found !== null }, 'the image store belongs to this installation from now on');
    return agreed;
  }

  /** A part that is not there is away when its rows name images, and has not been made yet when they name none. */
  private async expectListed(): Promise<void> {
    for (const part of await this.marker.absentParts()) if (await this.lackOf(part)) this.marker.expect(part);
  }

  /** A part that was put onto a disk of its own since the store was marked. */
  private async markNewParts(id: string): Promise<void> {
    const parts = await this.marker.unmarkedParts();
    if (parts.length === 0) return;
    await this.requireListed(parts);
    await this.marker.markParts(id, parts);
  }

  private async requireListed(parts: readonly Part[]): Promise<void> {
    for (const part of parts) {
      const lack = await this.lackOf(part);
      if (lack !== null) throw new StorageError('STORAGE_UNAVAILABLE', lack);
    }
  }

  /** Files can be lost one by one; a disk that is away, or another one, lacks nearly all. Null when there is no such lack. */
  private async lackOf(part: Part): Promise<string | null> {
    if (part !== 'images' && part !== 'trash') return null;
    const rows = await this.images.spread(part === 'images' ? 'library' : 'trash', SAMPLE_MAX);
    const there = await Promise.all(rows.map((row) => this.isThere(row)));
    const missing = there.filter((is) => !is).length;
    if (missing === 0 || (missing < rows.length && missing <= Math.max(1, rows.length * MISSING_SHARE))) return null;
    return `${String(missing)} of ${String(rows.length)} images that were looked for in ${part} are missing: its disk may be away`;
  }

  private async isThere(row: Placed): Promise<boolean> {
    for (const key of [keyOf(row), keyBeforeMoveOf(row)]) {
      if ((await this.store.size(key).catch(() => null)) !== null) return true;
    }
    return false;
  }

  /** Once for each time that it goes away or comes back. */
  private note(error: unknown): void {
    const isAvailable = error === null;
    if (isAvailable === this.isAvailable) return;
    this.isAvailable = isAvailable;
    if (isAvailable) this.logger.info({ event: 'store.available' }, 'the image store is back');
    else this.logger.error({ event: 'store.unavailable', err: error }, 'the image store is not the one of this installation, or cannot be reached; nothing is written or erased until it is');
  }
}
