import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Health } from '@vitrine/contracts';
import { Database } from '../database/database';
import { ImageStore } from '../images/storage/image-store';
import { databaseUnavailable, storageUnavailable } from '../problems/catalogue';

/** Whether this process should be sent work: not before its database and its store of images answer, and not once it was told to stop. */
@Injectable()
export class Readiness implements OnModuleDestroy {
  private draining = false;

  constructor(
    private readonly database: Database,
    private readonly store: ImageStore,
  ) {}

  async check(): Promise<Health> {
    if (this.draining) throw databaseUnavailable();
    await this.database.ping();
    await this.store.ping().catch((error: unknown) => { throw storageUnavailable(error); });
    return { status: 'ok' };
  }

  /** Before anything is drained, so that no balancer sends more. */
  onModuleDestroy(): void {
    this.draining = true;
  }
}
