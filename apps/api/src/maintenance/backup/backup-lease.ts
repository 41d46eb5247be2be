import { randomUUID } from 'node:crypto';
import type { LeaseRepository } from '../../database/lease.repository';
import { BACKUP_LEASE } from '../../images/image-files';

/** A backup that is killed holds deletes up no longer than this. */
const LEASE_MS = 120_000;
const PROLONG_MS = 15_000;

/** While it is held, no file of an image goes away. */
export class BackupLease {
  private readonly holder = randomUUID();
  private timer: NodeJS.Timeout | undefined;

  private constructor(private readonly leases: LeaseRepository) {}

  /** @throws Error when another backup runs. */
  static async take(leases: LeaseRepository): Promise<BackupLease> {
    const lease = new BackupLease(leases);
    const now = Date.now();
    if (!(await leases.take(BACKUP_LEASE, lease.holder, now, now + LEASE_MS))) {
      throw new Error('Another backup is running, or was stopped less than two minutes ago.');
    }
    lease.timer = setInterval(() => {
      // One that fails is followed by others before the lease runs out; the last word is with `prove`.
      lease.prolong().catch(() => false);
    }, PROLONG_MS).unref();
    return lease;
  }

  /** @throws Error when files could have gone meanwhile. */
  async prove(): Promise<void> {
    if (!(await this.prolong())) throw new Error('The backup was held up for too long, and images may have been erased meanwhile. Run it again.');
  }

  async release(): Promise<void> {
    clearInterval(this.timer);
    await this.leases.release(BACKUP_LEASE, this.holder);
  }

  /** A lease that ran out is not prolonged: it stays lost. */
  private prolong(): Promise<boolean> {
    const now = Date.now();
    return this.leases.prolong(BACKUP_LEASE, this.holder, now, now + LEASE_MS);
  }
}
