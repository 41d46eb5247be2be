import { Injectable } from '@nestjs/common';
import { serverBusy } from '../../problems/catalogue';

const MEBIBYTE = 1024 * 1024;
/** Of the disk, for all bodies that arrive or wait. */
const BYTES_MAX = 1024 * MEBIBYTE;
/** Of one owner, so that nobody takes it all. */
const OWNER_BYTES_MAX = BYTES_MAX / 4;
/** What the smallest counts as; with it, their number and that of open files are bounded, too. */
const BYTES_MIN = 4 * MEBIBYTE;
/** Slower than that for a whole period, an upload gives way to one for which there is no room. */
const SLOW_BYTES_PER_SECOND = 16 * 1024;
const PERIOD_MS = 30_000;
const RETRY_AFTER_SECONDS = 10;

/** Room for one body. */
export class UploadReservation {
  private readonly stopping = new AbortController();
  private periodBegan: number;
  private inPeriod = 0;
  private lastRate = Infinity;
  /** The whole body is here. */
  complete = false;

  constructor(readonly owner: string, readonly bytes: number, now: number) {
    this.periodBegan = now;
  }

  /** Aborted, with a problem, when this upload has to give way. */
  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  received(bytes: number, now = performance.now()): void {
    this.endPeriod(now);
    this.inPeriod += bytes;
  }

  isSlow(now: number): boolean {
    this.endPeriod(now);
    return !this.complete && this.lastRate < SLOW_BYTES_PER_SECOND;
  }

  giveWay(): void {
    this.stopping.abort(serverBusy(RETRY_AFTER_SECONDS));
  }

  private endPeriod(now: number): void {
    const elapsed = now - this.periodBegan;
    if (elapsed < PERIOD_MS) return;
    this.lastRate = this.inPeriod / (elapsed / 1000);
    this.inPeriod = 0;
    this.periodBegan = now;
  }
}

/** Bounds what all uploads together take of the disk. A slow one takes room as long as nobody else needs it. */
@Injectable()
export class UploadBudget {
  private readonly reservations = new Set<UploadReservation>();

  /** @throws `server-busy` when there is no room. */
  reserve(owner: string, bytes: number, now = performance.now()): UploadReservation {
    const reservation = new UploadReservation(owner, Math.max(bytes, BYTES_MIN), now);
    const room = this.hasRoom(reservation, OWNER_BYTES_MAX, (other) => other.owner === owner, now) && this.hasRoom(reservation, BYTES_MAX, () => true, now);
    if (!room) throw serverBusy(RETRY_AFTER_SECONDS);
    this.reservations.add(reservation);
    return reservation;
  }

  release(reservation: UploadReservation): void {
    this.reservations.delete(reservation);
  }

  /** Whether there is room among those that `counts`; slow ones make it. */
  private hasRoom({ bytes }: UploadReservation, bytesMax: number, counts: (other: UploadReservation) => boolean, now: number): boolean {
    const others = [...this.reservations].filter(counts);
    let taken = others.reduce((sum, other) => sum + other.bytes, 0);
    const slow = others.filter((other) => other.isSlow(now));
    if (taken - slow.reduce((sum, other) => sum + other.bytes, 0) + bytes > bytesMax) return false;
    for (const other of slow) {
      if (taken + bytes <= bytesMax) break;
      other.giveWay();
      this.release(other);
      taken -= other.bytes;
    }
    return true;
  }
}
