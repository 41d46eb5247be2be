import type { Conversation } from '@vitrine/contracts';
import { effect, inject, Injectable } from '@angular/core';
import { ApiClient } from '../../api/api-client';
import { kindOf } from '../../api/problem';
import { Session } from '../../auth/session';
import { Chats } from '../../create/chats';

/** A chat that is passed in less is never asked for. */
const CALM_MS = 250;

/** What the chats are called that images were made in: the recent ones are known, an older one is asked for once. */
@Injectable({ providedIn: 'root' })
export class ChatTitles {
  private readonly api = inject(ApiClient);
  private readonly chats = inject(Chats);
  private readonly session = inject(Session);
  private readonly asked = new Map<string, string>();

  constructor() {
    effect(() => { this.session.owner(); this.asked.clear(); });
  }

  /** Without asking for it. */
  known(id: string | null): string | null {
    return this.chats.titleOf(id) ?? (id === null ? null : this.asked.get(id) ?? null);
  }

  /** Null when it is gone, when the server does not tell, or when nobody waits for it any more. */
  async of(id: string, signal: AbortSignal): Promise<string | null> {
    if (this.known(id) === null) await new Promise((resolve) => { setTimeout(resolve, CALM_MS); });
    return signal.aborted ? null : this.known(id) ?? this.ask(id);
  }

  private async ask(id: string): Promise<string | null> {
    const owner = this.session.owner()?.id;
    try {
      const { title } = await this.api.get<Conversation>(`/api/ai/conversations/${id}`);
      if (owner === this.session.owner()?.id) this.asked.set(id, title);
      return title;
    } catch (error) {
      if (kindOf(error) === null) throw error; // the link says what it leads to all the same
      return null;
    }
  }
}
