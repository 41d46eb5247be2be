import { inject, Injectable, signal } from '@angular/core';
import { ApiError } from '../api/problem';
import { GenerationApi } from './generation-api';
import { type Turn, turnOf } from './turn';

export type Earlier = 'none' | 'there' | 'loading' | 'failed';

/** What of a very long chat was not read with it: the wishes before the first that is shown. */
@Injectable({ providedIn: 'root' })
export class EarlierTurns {
  private readonly api = inject(GenerationApi);
  private readonly now = signal<Earlier>('none');
  private cursor: string | null = null;

  readonly state = this.now.asReadonly();

  /** Another chat is shown, or the same one anew. */
  begin(cursor: string | null): void {
    this.cursor = cursor;
    this.now.set(cursor === null ? 'none' : 'there');
  }

  /** Oldest first; none when there are none, when they cannot be had, or when another chat was opened meanwhile. */
  async load(chatId: string): Promise<readonly Turn[]> {
    const { cursor } = this;
    if (cursor === null || this.now() === 'loading') return [];
    this.now.set('loading');
    try {
      const { generations, earlierCursor } = await this.api.conversation(chatId, cursor);
      if (cursor !== this.cursor) return [];
      this.begin(earlierCursor);
      return generations.map(turnOf);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (cursor === this.cursor) this.now.set('failed');
      return [];
    }
  }
}
