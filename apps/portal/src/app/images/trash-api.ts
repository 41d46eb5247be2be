import type { TrashPage } from '@vitrine/contracts';
import { inject, Injectable } from '@angular/core';
import { BULK_MAX } from '@vitrine/contracts/limits';
import { ApiClient } from '../api/api-client';
import { portions } from './portions';
import { unlessGone } from './unless-gone';

const PAGE = 100;
/** Requests for one image each, under way together. */
const TOGETHER = 6;

/** What the account has deleted and can still have back. */
@Injectable({ providedIn: 'root' })
export class TrashApi {
  private readonly api = inject(ApiClient);

  page(cursor: string | null, limit = PAGE): Promise<TrashPage> {
    return this.api.get<TrashPage>('/api/ai/trash', { params: cursor === null ? { limit } : { limit, cursor } });
  }

  /** For good. What is already gone is no error. */
  async purge(filenames: readonly string[]): Promise<void> {
    for (const portion of portions(filenames, BULK_MAX)) await this.purgeMany(portion);
  }

  empty(): Promise<void> {
    return this.api.delete('/api/ai/trash');
  }

  /** The server takes all or none: when some are already gone, each is named by itself. */
  private async purgeMany(filenames: readonly string[]): Promise<void> {
    const [only] = filenames;
    if (only !== undefined && filenames.length === 1) return this.purgeOne(only);
    if (await unlessGone(this.api.post('/api/ai/trash/purge', { filenames }))) return;
    for (const some of portions(filenames, TOGETHER)) await Promise.all(some.map((name) => this.purgeOne(name)));
  }

  private async purgeOne(filename: string): Promise<void> {
    await unlessGone(this.api.delete(`/api/ai/trash/${encodeURIComponent(filename)}`));
  }
}
