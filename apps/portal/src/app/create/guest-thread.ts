import { DOCUMENT } from '@angular/common';
import { inject, Injectable } from '@angular/core';
import { DeviceImageSource } from '../images/device-image-source';
import { newTurn, type Turn } from './turn';
import { isWish, type Wish } from './wish';

const KEY = 'vitrine.v1.thread.guest';
/** Of a longer thread the oldest wishes go; their images stay in the library. */
const TURNS_MAX = 60;

interface Entry {
  readonly key: string;
  readonly wish: Wish;
  readonly since: number;
  /** The names of its images, which this device keeps beside it. */
  readonly images: readonly string[];
}

/** What was asked for signed out, over a reload: kept where its images are, and for as long. No account is ever shown it. */
@Injectable({ providedIn: 'root' })
export class GuestThread {
  private readonly storage = storageOf(inject(DOCUMENT).defaultView);
  private readonly device = inject(DeviceImageSource);

  /** As far as it has come; only this wish is written, so that another tab's stay. */
  note({ key, wish, since, images }: Turn): void {
    const entry: Entry = { key, wish, since, images: images.map(({ filename }) => filename) };
    const before = this.entries();
    const known = before.some((one) => one.key === key);
    this.write(known ? before.map((one) => (one.key === key ? entry : one)) : [...before, entry].slice(-TURNS_MAX));
  }

  drop(key: string): void {
    this.write(this.entries().filter((entry) => entry.key !== key));
  }

  /** An image went where its words go with it: nothing is left of it here, nor of a wish that had no other. */
  leave(filename: string): void {
    const without = (entry: Entry): Entry => ({ ...entry, images: entry.images.filter((name) => name !== filename) });
    this.write(this.entries().flatMap((entry) => {
      if (!entry.images.includes(filename)) return [entry];
      return entry.images.length > 1 ? [without(entry)] : [];
    }));
  }

  /** In the order they were asked. An image deleted since is told as deleted; a thread of which no image is left is gone too. */
  async recall(): Promise<readonly Turn[]> {
    const entries = this.entries();
    if (entries.length === 0) return [];
    const here = new Map((await this.device.list()).map((image) => [image.filename, image]));
    if (entries.every(({ images }) => images.length > 0 && !images.some((name) => here.has(name)))) {
      this.clear();
      return [];
    }
    return entries.map(({ key, wish, since, images }) => {
      const found = images.map((name) => here.get(name)).filter((image) => image !== undefined);
      return { ...newTurn(key, wish), since, underWay: false, place: 'device', images: found, lost: images.length - found.length };
    });
  }

  clear(): void {
    this.storage?.removeItem(KEY);
  }

  private entries(): readonly Entry[] {
    try {
      const kept: unknown = JSON.parse(this.storage?.getItem(KEY) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isEntry) : [];
    } catch {
      return []; // altered by hand or cut short
    }
  }

  private write(entries: readonly Entry[]): void {
    if (entries.length === 0) return this.clear();
    try {
      this.storage?.setItem(KEY, JSON.stringify(entries));
    } catch {
      return; // no room: the thread lasts as long as the page, its images are kept all the same
    }
  }
}

function storageOf(view: Window | null): Storage | null {
  try {
    return view?.localStorage ?? null;
  } catch {
    return null; // the person lets no page keep anything
  }
}

function isEntry(value: unknown): value is Entry {
  const { key, wish, since, images } = Object(value) as Partial<Record<keyof Entry, unknown>>;
  return typeof key === 'string' && isWish(wish) && typeof since === 'number'
    && Array.isArray(images) && images.every((name) => typeof name === 'string');
}
