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
    return !this.complete && this.rate(now) < SLOW_BYTES_PER_SECOND;
  }

  /** Bytes per second in the last whole period; infinite before there was one. */
  rate(now: number): number {
    this.endPeriod(now);
    return this.lastRate;
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
    const room = this.hasRoom(reservation, OWNER_BYTES_MAX, (other) => other.owner === owner, now) && (this.hasRoom(reservation, BYTES_MAX, () => true, now) || this.takeShare(reservation, now));
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
    let taken = sumOf(others);
    const slow = others.filter((other) => other.isSlow(now));
    if (taken - sumOf(slow) + bytes > bytesMax) return false;
    for (const other of slow) {
      if (taken + bytes <= bytesMax) break;
      other.giveWay();
      this.release(other);
      taken -= other.bytes;
    }
    return true;
  }
  /** For an owner who has nothing: the slowest uploads of the owner who has most give way, who keeps at least as much as is taken. */
  private takeShare({ owner, bytes }: UploadReservation, now: number): boolean {
    const all = [...this.reservations];
    if (all.some((other) => other.owner === owner)) return false;
    const [largest = []] = [...Map.groupBy(all, (other) => other.owner).values()].sort((a, b) => sumOf(b) - sumOf(a));
    const missing = sumOf(all) + bytes - BYTES_MAX;
    const leaving: UploadReservation[] = [];
    for (const other of largest.filter(({ complete }) => !complete).sort((a, b) => a.rate(now) - b.rate(now) || 0)) {
      if (sumOf(leaving) < missing) leaving.push(other);
    }
    if (sumOf(leaving) < missing || sumOf(largest) - sumOf(leaving) < bytes) return false;
    for (const other of leaving) {
      other.giveWay();
      this.release(other);
    }
    return true;
  }
}

function sumOf(reservations: readonly UploadReservation[]): number {
  return reservations.reduce((sum, { bytes }) => sum + bytes, 0);
}
