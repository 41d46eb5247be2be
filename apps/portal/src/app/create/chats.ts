import type { ConversationPage, ConversationSummary } from '@vitrine/contracts';
import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { ApiClient } from '../api/api-client';
import { Connection } from '../api/connection';
import { kindOf } from '../api/problem';
import { Session } from '../auth/session';

const SHOWN = 20;

/** The list of one's threads, as the rail shows it. No image is in it, nor asked for by it. */
@Injectable({ providedIn: 'root' })
export class Chats {
  private readonly api = inject(ApiClient);
  private readonly session = inject(Session);
  private readonly connection = inject(Connection);
  private readonly list = signal<readonly ConversationSummary[]>([]);

  private readonly newOne = signal(false);
  private readonly loadFailed = signal(false);

  readonly recent = computed(() => this.list().slice(0, SHOWN));
  /** None could be loaded yet. */
  readonly failed = computed(() => this.loadFailed() && this.list().length === 0);
  /** Someone pressed New image, perhaps on the very page where a nameless chat is open. */
  readonly asked = this.newOne.asReadonly();

  constructor() {
    const user = computed(() => this.session.user()?.id);
    effect(() => {
      const known = user() !== undefined;
      untracked(() => { this.list.set([]); this.loadFailed.set(false); if (known) void this.load(); });
    });
    effect(() => {
      if (this.connection.reachable() && untracked(this.failed)) untracked(() => void this.load());
    });
  }

  askNew(): void {
    this.newOne.set(true);
  }

  answered(): void {
    this.newOne.set(false);
  }

  titleOf(id: string | null): string | null {
    return this.list().find((chat) => chat.id === id)?.title ?? null;
  }

  async load(): Promise<void> {
    const owner = this.session.user()?.id;
    try {
      const page = await this.api.get<ConversationPage>('/api/ai/conversations', { params: { limit: SHOWN } });
      if (owner !== this.session.user()?.id) return;
      this.list.set(page.conversations);
      this.loadFailed.set(false);
    } catch (error) {
      if (kindOf(error) === null) throw error;
      if (owner === this.session.user()?.id) this.loadFailed.set(true); // what is shown stays
    }
  }

  async rename(id: string, title: string): Promise<void> {
    const renamed = await this.api.patch<ConversationSummary>(`/api/ai/conversations/${id}`, { title });
    this.list.update((list) => list.map((chat) => (chat.id === id ? { ...chat, title: renamed.title } : chat)));
  }

  /** The images of the thread stay in the library. */
  async remove(id: string): Promise<void> {
    await this.api.delete(`/api/ai/conversations/${id}`);
    this.list.update((list) => list.filter((chat) => chat.id !== id));
  }
}
