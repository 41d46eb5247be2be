import { Injectable, signal } from '@angular/core';

/** Which images left the library while this page was open, so that nobody goes on showing them. */
@Injectable({ providedIn: 'root' })
export class Departures {
  private readonly gone = signal<ReadonlySet<string>>(new Set());
  private readonly binned = signal<ReadonlySet<string>>(new Set());
  private readonly pending = new Set<string>();
  private count = 0;

  readonly all = this.gone.asReadonly();
  /** Of these, what the trash still has. */
  readonly inTrash = this.binned.asReadonly();

  /** Grows with each image that left or came back: what the server was asked before says nothing of it. */
  get turn(): number {
    return this.count;
  }

  /** Out of sight at once, though nobody has confirmed it yet. */
  begin(names: readonly string[]): void {
    names.forEach((name) => this.pending.add(name));
    this.gone.update((gone) => new Set([...gone, ...names]));
  }

  done(names: readonly string[], toTrash: boolean): void {
    this.begin(names);
    this.count++;
    names.forEach((name) => this.pending.delete(name));
    if (toTrash) this.binned.update((binned) => new Set([...binned, ...names]));
  }

  /** They are in the library again, or never left it. */
  back(names: readonly string[]): void {
    this.count++;
    names.forEach((name) => this.pending.delete(name));
    this.gone.update((gone) => minus(gone, names));
    this.binned.update((binned) => minus(binned, names));
  }

  /** The server tells them as present: they are, unless they are just leaving. */
  seen(names: readonly string[]): void {
    const back = names.filter((name) => this.gone().has(name) && !this.pending.has(name));
    if (back.length > 0) this.back(back);
  }

  reset(): void {
    this.pending.clear();
    this.gone.set(new Set());
    this.binned.set(new Set());
  }
}

function minus(set: ReadonlySet<string>, names: readonly string[]): ReadonlySet<string> {
  const without = new Set(names);
  return new Set([...set].filter((name) => !without.has(name)));
}
