import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COUNTS } from '../../counts-folder.mjs';

/** What one suite tried, for the table at the end of the run. */
export class Counts {
  private tried = 0;
  private readonly violations: string[] = [];
  private readonly kinds = new Map<string, number>();
  private readonly notPossible: string[] = [];

  constructor(private readonly suite: string) {}

  /** One fault was made, and this is what it broke. */
  add(kind: string, violations: readonly string[] = []): void {
    this.tried += 1;
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
    this.violations.push(...violations.map((violation) => `${kind}: ${violation}`));
    this.write();
  }

  /** How many faults were made. */
  get made(): number {
    return this.tried;
  }

  /** It cannot be made on this machine: told apart from what passed. */
  cannot(what: string, why: string): void {
    this.notPossible.push(`${what}: ${why}`);
    this.write();
  }

  private write(): void {
    mkdirSync(COUNTS, { recursive: true });
    const note = [...this.kinds].map(([kind, count]) => `${kind} ${String(count)}`).join(', ');
    const { suite, tried, notPossible } = this;
    const all = { suite, tried, violations: this.violations.length, note: note.length > 160 ? `${note.slice(0, 157)}...` : note, notPossible };
    writeFileSync(join(COUNTS, `${suite.replaceAll(/[^a-z0-9]+/gi, '-')}.json`), JSON.stringify(all));
  }
}
