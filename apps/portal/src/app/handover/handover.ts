import { computed, inject, Injectable, signal } from '@angular/core';
import { Connection } from '../api/connection';
import { Session } from '../auth/session';
import { BrowserLocks } from '../browser-tabs/browser-locks';
import { GuestThread } from '../create/guest-thread';
import { spaceOf } from '../images/device-space';
import { LibraryStore } from '../images/library-store';
import type { LibraryImage } from '../images/library-image';
import { GuestImages } from './guest-images';
import { HandoverPlan } from './handover-plan';
import { ImportImage, type Obstacle, type Outcome } from './import-image';

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface Result {
  readonly added: number;
  readonly kept: number;
}

const LOCK = 'vitrine.handover';
const WAIT_SECONDS = 20;
const WAIT_SECONDS_MAX = 120;

/** A guest's images into the account of whoever signed in: one after the other, each once, and going on where it stopped. */
@Injectable({ providedIn: 'root' })
export class Handover {
  private readonly session = inject(Session);
  private readonly connection = inject(Connection);
  private readonly guest = inject(GuestImages);
  private readonly thread = inject(GuestThread);
  private readonly importing = inject(ImportImage);
  private readonly plan = inject(HandoverPlan);
  private readonly library = inject(LibraryStore);
  private readonly locks = inject(BrowserLocks);

  private readonly listed = signal<readonly LibraryImage[]>([]);
  private readonly counted = signal<Progress | null>(null);
  private readonly obstacles = signal<ReadonlyMap<string, Obstacle>>(new Map());
  private readonly stopping = signal(false);
  private halt: () => void = () => undefined;
  private halted = Promise.resolve();

  /** On this device, newest first. */
  readonly images = this.listed.asReadonly();
  /** Null while nothing is being added. */
  readonly progress = this.counted.asReadonly();
  /** Why an image stayed here. */
  readonly why = this.obstacles.asReadonly();
  readonly waiting = computed(() => this.counted() !== null && !this.connection.reachable());

  async look(): Promise<void> {
    this.listed.set(await this.guest.list());
  }

  /** What the person who is signed in chose before, and was not added yet. */
  async pending(): Promise<readonly string[]> {
    const owner = this.session.owner();
    if (owner === null) return [];
    await this.look();
    const here = new Set(this.listed().map(({ filename }) => filename));
    return this.plan.of(await spaceOf(owner.id)).filter((name) => here.has(name));
  }

  /** Null when it is under way already, or nobody is signed in. */
  async add(filenames: readonly string[]): Promise<Result | null> {
    const owner = this.session.owner();
    if (owner === null || this.counted() !== null) return null;
    this.counted.set({ done: 0, total: filenames.length });
    this.stopping.set(false);
    this.halted = new Promise((resolve) => { this.halt = resolve; });
    this.obstacles.set(new Map());
    try {
      const space = await spaceOf(owner.id);
      this.plan.add(space, filenames);
      return await this.addAll(filenames, owner.id, space);
    } finally {
      this.counted.set(null);
      await this.look();
    }
  }

  /** After the image that is on its way. What was not added stays here and is not begun again by itself. */
  stop(): void {
    this.stopping.set(true);
    this.plan.clear();
    this.halt();
  }

  /** For good, and out of no library. */
  async clear(): Promise<void> {
    for (const { filename } of await this.guest.list()) await this.alone(() => this.guest.remove(filename));
    this.thread.clear();
    await this.look();
  }

  private async addAll(filenames: readonly string[], owner: string, space: string): Promise<Result> {
    let added = 0;
    for (const [at, filename] of filenames.entries()) {
      const outcome = await this.moved(filename, owner);
      if (outcome === null) break;
      this.plan.settle(space, filename);
      if (outcome.state === 'added') { this.library.add(outcome.image); added++; }
      if (outcome.state === 'kept') this.obstacles.update((all) => new Map(all).set(filename, outcome.why));
      this.counted.set({ done: at + 1, total: filenames.length });
    }
    return { added, kept: this.obstacles().size };
  }

  /** Tried until there is an answer: a server that is away or asks for patience is waited for. Null: no longer wanted. */
  private async moved(filename: string, owner: string): Promise<Outcome | null> {
    while (this.isWanted(owner)) {
      const outcome = await this.alone(() => this.move(filename, owner));
      if (outcome?.state !== 'kept') return outcome;
      if (outcome.why === 'unauthenticated') return null;
      if (!await this.patience(outcome)) return outcome;
    }
    return null;
  }

  /** While this waits for the lock, the owner may have signed out and somebody else signed in: the owner is compared when the image is sent. */
  private async move(filename: string, owner: string): Promise<Outcome | null> {
    const image = (await this.guest.list()).find((one) => one.filename === filename);
    return image ? this.importing.move(image, () => this.isWanted(owner)) : { state: 'gone' };
  }

  private isWanted(owner: string): boolean {
    return !this.stopping() && this.session.owner()?.id === owner;
  }

  /** False: it is no use to wait. */
  private async patience({ why, retryAfter }: Outcome & { readonly state: 'kept' }): Promise<boolean> {
    if (why === 'unreachable' && !this.connection.reachable()) {
      await Promise.race([this.connection.back(), this.halted]);
      return true;
    }
    if (why !== 'too-many-requests' && why !== 'server-busy') return false;
    const seconds = Math.min(retryAfter ?? WAIT_SECONDS, WAIT_SECONDS_MAX);
    await Promise.race([new Promise((later) => setTimeout(later, seconds * 1000)), this.halted]);
    return true;
  }

  /** One tab at a time; the others find what it has done. */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    return this.locks.run(LOCK, work);
  }
}
