import { computed, Injectable, signal } from '@angular/core';
import { range } from './selection-range';

/** Which images are chosen, by name: it outlives scrolling, paging and sorting. */
@Injectable()
export class Selection {
  private readonly chosen = signal<ReadonlySet<string>>(new Set());
  private anchor: string | null = null;

  readonly names = this.chosen.asReadonly();
  readonly size = computed(() => this.chosen().size);
  readonly active = computed(() => this.chosen().size > 0);

  toggle(name: string): void {
    this.anchor = name;
    this.chosen.update((chosen) => {
      const next = new Set(chosen);
      if (!next.delete(name)) next.add(name);
      return next;
    });
  }

  /** Everything from the image last touched to this one. */
  extendTo(name: string, order: readonly string[]): void {
    if (this.anchor === null || !order.includes(this.anchor)) return this.toggle(name);
    const between = range(this.anchor, name, order);
    this.chosen.update((chosen) => new Set([...chosen, ...between]));
  }

  /** All of them, or, when all were chosen, none of them. */
  toggleAll(names: readonly string[]): void {
    this.chosen.update((chosen) => {
      const rest = names.filter((name) => !chosen.has(name));
      return rest.length > 0 ? new Set([...chosen, ...rest]) : new Set([...chosen].filter((name) => !names.includes(name)));
    });
  }

  /** Forgets those that are no longer there. */
  keep(present: ReadonlySet<string>): void {
    if ([...this.chosen()].some((name) => !present.has(name))) {
      this.chosen.update((chosen) => new Set([...chosen].filter((name) => present.has(name))));
    }
  }

  clear(): void {
    this.anchor = null;
    this.chosen.set(new Set());
  }
}
