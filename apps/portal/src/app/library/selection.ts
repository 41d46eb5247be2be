import { computed, Injectable, signal } from '@angular/core';
import { range } from './selection-range';

/** Which images are chosen, by name: it outlives scrolling, filtering and sorting. */
@Injectable()
export class Selection {
  private readonly chosen = signal<ReadonlySet<string>>(new Set());
  private readonly start = signal<string | null>(null);
  /** What was chosen before the range that is being drawn. */
  private before: ReadonlySet<string> = new Set();

  readonly names = this.chosen.asReadonly();
  readonly size = computed(() => this.chosen().size);
  readonly active = computed(() => this.chosen().size > 0);
  /** Where a range begins. */
  readonly anchor = this.start.asReadonly();

  toggle(name: string): void {
    const next = new Set(this.chosen());
    if (!next.delete(name)) next.add(name);
    this.settle(next, name);
  }

  /** Everything from the image last touched to this one; a range drawn before from there gives way. */
  extendTo(name: string, order: readonly string[]): void {
    const anchor = this.start();
    const between = anchor === null ? [] : range(anchor, name, order);
    if (between.length === 0) return this.toggle(name);
    this.chosen.set(new Set([...this.before, ...between]));
  }

  /** All of them, or, when all were chosen, none of them. */
  toggleAll(names: readonly string[]): void {
    const chosen = this.chosen();
    const meant = new Set(names);
    const all = names.every((name) => chosen.has(name));
    this.settle(new Set(all ? [...chosen].filter((name) => !meant.has(name)) : [...chosen, ...names]), this.start());
  }

  /** Forgets those that are no longer there. */
  keep(present: ReadonlySet<string>): void {
    const kept = [...this.chosen()].filter((name) => present.has(name));
    if (kept.length < this.chosen().size) this.settle(new Set(kept), this.start());
  }

  clear(): void {
    this.settle(new Set(), null);
  }

  private settle(chosen: ReadonlySet<string>, anchor: string | null): void {
    this.chosen.set(chosen);
    this.before = chosen;
    this.start.set(anchor);
  }
}
