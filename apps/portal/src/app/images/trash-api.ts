import type { TrashPage } from '@vitrine/contracts';
import { inject, Injectable } from '@angular/core';
import { ApiClient } from '../api/api-client';
import { kindOf } from '../api/problem';

const PAGE = 100;

/** What the account has deleted and can still have back. */
@Injectable({ providedIn: 'root' })
export class TrashApi {
  private readonly api = inject(ApiClient);

  page(cursor: string | null, limit = PAGE): Promise<TrashPage> {
    return this.api.get<TrashPage>('/api/ai/trash', { params: cursor === null ? { limit } : { limit, cursor } });
  }

  /** For good. What is already gone is no error. */
  async purge(filename: string): Promise<void> {
    try {
      await this.api.delete(`/api/ai/trash/${encodeURIComponent(filename)}`);
    } catch (error) {
      if (kindOf(error) !== 'not-found') throw error;
    }
  }

  empty(): Promise<void> {
    return this.api.delete('/api/ai/trash');
  }
}
