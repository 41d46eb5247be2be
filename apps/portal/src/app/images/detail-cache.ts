import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import { kindOf } from '../api/problem';
import { ApiImageSource } from './api-image-source';
import type { AccountSource } from './image-source';
import type { LibraryImage } from './library-image';
import { portions } from './portions';

/** Details kept; the oldest go first, so that scrolling for hours costs no memory. */
const KEPT_MAX = 3000;
const AT_ONCE = 200;
/** Rows that fly past in less are never asked for. */
const CALM_MS = 60;
/** While one scrolls on and on, questions keep this distance: a row is asked for long before it is seen. */
const APART_MS = 240;

/** What is known of the account's images beyond the index, asked for in batches and only for what is looked at. */
@Injectable({ providedIn: 'root' })
export class DetailCache {
  private readonly account: AccountSource = inject(ApiImageSource);
  private readonly known = new Map<string, LibraryImage>();
  private readonly changes = signal(0);
  private readonly asked = new Set<string>();
  private wanted: readonly string[] = [];
  private askedAt = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private epoch = 0;

  constructor() {
    inject(DestroyRef).onDestroy(() => { clearTimeout(this.timer); });
  }

  get(name: string): LibraryImage | undefined {
    this.changes();
    return this.known.get(name);
  }

  put(images: readonly LibraryImage[]): void {
    for (const image of images) {
      this.known.delete(image.filename);
      this.known.set(image.filename, image);
    }
    for (const name of this.known.keys()) {
      if (this.known.size <= KEPT_MAX) break;
      this.known.delete(name);
    }
    this.changes.update((count) => count + 1);
  }

  /** These are looked at now. What was wanted before and has not been asked for is not any more. */
  want(names: readonly string[]): void {
    this.wanted = names;
    if (this.timer !== undefined || names.every((name) => this.has(name))) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.askedAt = performance.now();
      void this.ask(this.wanted.filter((name) => !this.has(name)));
    }, Math.max(CALM_MS, this.askedAt + APART_MS - performance.now()));
  }

  /** All of them, in that order, but for those that are gone. Rejects when they cannot be had. */
  async all(names: readonly string[]): Promise<readonly LibraryImage[]> {
    const missing = names.filter((name) => !this.known.has(name));
    const fetched = new Map<string, LibraryImage>();
    for (const portion of portions(missing, AT_ONCE)) {
      for (const image of await this.account.details(portion)) fetched.set(image.filename, image);
    }
    return names.map((name) => this.known.get(name) ?? fetched.get(name)).filter((image) => image !== undefined);
  }

  /** They changed: what was known of them is no longer true. */
  stale(names: readonly string[]): void {
    const again = names.filter((name) => this.known.has(name));
    if (again.length > 0) void this.ask(again);
  }

  reset(): void {
    this.epoch++;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.known.clear();
    this.asked.clear();
    this.wanted = [];
    this.changes.update((count) => count + 1);
  }

  private has(name: string): boolean {
    return this.known.has(name) || this.asked.has(name);
  }

  private async ask(names: readonly string[]): Promise<void> {
    const epoch = this.epoch;
    for (const portion of portions(names, AT_ONCE)) {
      portion.forEach((name) => this.asked.add(name));
      try {
        const images = await this.account.details(portion);
        if (epoch === this.epoch) this.put(images);
      } catch (error) {
        if (kindOf(error) === null) throw error; // the tiles keep their colours; what comes into view next asks again
      } finally {
        if (epoch === this.epoch) portion.forEach((name) => this.asked.delete(name));
      }
    }
  }
}
