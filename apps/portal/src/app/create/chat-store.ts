import type { GenerationEvent, Image } from '@vitrine/contracts';
import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { v7 as uuidv7 } from 'uuid';
import { Connection } from '../api/connection';
import { ApiError, UNREACHABLE } from '../api/problem';
import { Session } from '../auth/session';
import { inLibrary } from '../images/library-image';
import { DeviceFull } from '../images/local-image-store';
import { LibraryStore } from '../images/library-store';
import { Journal } from '../shell/journal';
import { Chats } from './chats';
import { EarlierTurns } from './earlier-turns';
import { GenerationApi } from './generation-api';
import { GenerationFollower } from './generation-follower';
import { GuestThread } from './guest-thread';
import { Sketcher } from './sketcher';
import { failed, heard, newTurn, type Turn, turnOf } from './turn';
import { requestOf, type Wish } from './wish';

export type ChatPhase = 'ready' | 'loading' | 'missing' | 'failed';

/** The chat that is open: its wishes in order, and what becomes of them. */
@Injectable({ providedIn: 'root' })
export class ChatStore {
  private readonly session = inject(Session);
  private readonly connection = inject(Connection);
  private readonly api = inject(GenerationApi);
  readonly earlier = inject(EarlierTurns);
  private readonly follower = inject(GenerationFollower);
  private readonly sketcher = inject(Sketcher);
  private readonly guestThread = inject(GuestThread);
  private readonly library = inject(LibraryStore);
  private readonly chats = inject(Chats);
  private readonly journal = inject(Journal);

  private readonly list = signal<readonly Turn[]>([]);
  private readonly id = signal<string | null>(null);
  private readonly state = signal<ChatPhase>('ready');
  /** Aborted when the person changes: nothing of one reaches the next. */
  private leaving = new AbortController();
  /** Grows when the person asks for an empty chat, which nothing recalled late is to fill. */
  private emptied = 0;

  readonly turns = this.list.asReadonly();
  readonly chatId = this.id.asReadonly();
  readonly phase = this.state.asReadonly();
  /** Drawn here and kept here: signed out, or the server is away. */
  readonly onDevice = computed(() => this.session.status() !== 'signed-in' || !this.connection.reachable());

  constructor() {
    const scope = computed(() => (this.session.status() === 'starting' ? null : this.session.owner()?.id ?? 'guest'));
    let last: string | null = null;
    effect(() => {
      const now = scope();
      if (last !== null && now !== last) untracked(() => { this.forget(); });
      if (now === 'guest' && now !== last) untracked(() => void this.recall());
      last = now;
    });
    effect(() => {
      if (this.session.status() === 'signed-in' && this.connection.reachable() && untracked(this.state) === 'failed') untracked(() => void this.load());
    });
  }

  /** Null for a new one. The one that is open stays as it is. */
  open(id: string | null): void {
    if (id === this.id() && this.state() !== 'failed') return;
    this.clear();
    this.id.set(id);
    if (id !== null) void this.load();
  }

  /** Empty again, also when what is open was never named (a guest's). */
  startNew(): void {
    this.emptied++;
    if (this.session.status() === 'guest') this.guestThread.clear();
    this.clear();
  }

  async load(): Promise<void> {
    const id = this.id();
    if (id === null) return;
    this.state.set('loading');
    try {
      const { generations, earlierCursor } = await this.api.conversation(id);
      if (id === this.id()) this.show(generations.map(turnOf), earlierCursor);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (id === this.id()) this.state.set(error.kind === 'not-found' ? 'missing' : 'failed');
    }
  }

  async showEarlier(): Promise<void> {
    const turns = await this.earlier.load(this.id() ?? '');
    this.list.update((shown) => [...turns, ...shown]);
  }

  async send(wish: Wish): Promise<void> {
    await this.session.ready;
    const turn = newTurn(uuidv7(), wish);
    this.list.update((turns) => [...turns, turn]);
    await (this.onDevice() ? this.drawHere(turn) : this.generate(turn));
  }

  /** A new wish with a new key. One the server keeps stays in the chat as it was; one it never had gives way. */
  async again(turn: Turn): Promise<void> {
    if (turn.generation === null) {
      this.list.update((turns) => turns.filter(({ key }) => key !== turn.key));
      this.guestThread.drop(turn.key);
    }
    await this.send(turn.wish);
  }

  async cancel(turn: Turn): Promise<void> {
    const id = turn.generation?.id;
    if (id === undefined) return;
    this.change(turn.key, (now) => ({ ...now, cancelling: true }));
    try {
      await this.api.cancel(id);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.change(turn.key, (now) => ({ ...now, cancelling: false })); // too late, or nobody there: the stream tells
    }
  }

  async restore(filename: string): Promise<void> {
    await this.library.restore([filename]);
    await this.load();
  }

  private async generate(turn: Turn): Promise<void> {
    const watch = this.watching(turn);
    try {
      await this.follower.create(requestOf(turn.wish, this.id()), turn.key, watch);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.kind === UNREACHABLE) await this.drawHere(turn);
      else this.change(turn.key, (now) => failed(now, { kind: error.kind, problem: error.problem }));
    }
  }

  private async follow(turn: Turn): Promise<void> {
    if (turn.generation === null) return;
    try {
      await this.follower.follow(turn.generation.id, this.watching(turn));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.change(turn.key, (now) => failed(now, { kind: error.kind, problem: error.problem }));
    }
  }

  private async drawHere(turn: Turn): Promise<void> {
    const { signal } = this.leaving;
    const note = this.noter(turn.key);
    this.change(turn.key, (now) => ({ ...now, place: 'device' }));
    note();
    try {
      for (let made = 0; made < turn.wish.count && !signal.aborted; made++) {
        const image = await this.sketcher.draw(turn.wish, `${turn.key}/${made}`);
        this.library.add(image);
        this.change(turn.key, (now) => ({ ...now, images: [...now.images, image] }));
        note();
      }
      this.change(turn.key, (now) => ({ ...now, underWay: false }));
    } catch (error) {
      const kind = error instanceof DeviceFull ? 'device-full' : 'not-drawn';
      this.change(turn.key, (now) => failed(now, { kind, problem: null }));
      if (kind === 'not-drawn') throw error;
    }
  }

  private show(turns: readonly Turn[], earlierCursor: string | null): void {
    this.list.set(turns);
    this.earlier.begin(earlierCursor);
    this.state.set('ready');
    for (const turn of turns) if (turn.underWay) void this.follow(turn);
  }

  private watching(turn: Turn) {
    const known = new Set(turn.images.map(({ filename }) => filename));
    return {
      tell: (event: GenerationEvent) => {
        this.change(turn.key, (now) => heard(now, event));
        for (const image of imagesIn(event)) if (!known.has(image.filename)) this.saved(image);
        for (const { filename } of imagesIn(event)) known.add(filename);
        this.hear(turn.key, event);
      },
      cut: () => { this.change(turn.key, (now) => ({ ...now, cut: true })); },
      signal: this.leaving.signal,
    };
  }

  private hear(key: string, event: GenerationEvent): void {
    if (event.event === 'partial' || event.event === 'saved') return;
    this.name(key, event.data.conversationId);
    if (event.event === 'done' || event.event === 'failed') void this.chats.load();
  }

  /** Also when the chat was left meanwhile. */
  private saved(image: Image): void {
    this.library.add(inLibrary(image));
    this.journal.note(`Image generated and saved on backend for user: ${this.session.user()?.id ?? ''}`);
  }

  /** The first wish of a new chat gives it its id. */
  private name(key: string, conversationId: string): void {
    if (this.id() !== null || !this.list().some((turn) => turn.key === key)) return;
    this.id.set(conversationId);
    void this.chats.load();
  }

  private change(key: string, how: (turn: Turn) => Turn): void {
    this.list.update((turns) => turns.map((turn) => (turn.key === key ? how(turn) : turn)));
  }

  /** Whoever is a guest when they ask has it noted how far it is; nobody else has. */
  private noter(key: string): () => void {
    const { signal } = this.leaving;
    if (this.session.status() !== 'guest') return () => undefined;
    return () => {
      const turn = this.list().find((one) => one.key === key);
      if (turn && !signal.aborted) this.guestThread.note(turn);
    };
  }

  /** What a guest asked for before the page was loaded anew. */
  private async recall(): Promise<void> {
    const [{ signal }, emptied] = [this.leaving, this.emptied];
    const kept = await this.guestThread.recall();
    if (signal.aborted || emptied !== this.emptied || this.id() !== null) return;
    this.list.update((turns) => [...kept.filter(({ key }) => !turns.some((turn) => turn.key === key)), ...turns]);
  }

  private forget(): void {
    this.leaving.abort();
    this.leaving = new AbortController();
    this.clear();
  }

  private clear(): void {
    this.earlier.begin(null);
    this.id.set(null);
    this.list.set([]);
    this.state.set('ready');
  }
}

function imagesIn(event: GenerationEvent): readonly Image[] {
  if (event.event === 'saved') return [event.data];
  return event.event === 'done' || event.event === 'failed' ? event.data.images : [];
}
