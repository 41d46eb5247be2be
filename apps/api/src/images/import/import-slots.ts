import { Injectable } from '@nestjs/common';

/** Bodies of one owner in memory at the same time; more wait, unread, on their connections. */
export const AT_ONCE = 2;

interface Line {
  running: number;
  readonly waiting: (() => void)[];
}

/** Bounds what the imports of one owner take of the memory. */
@Injectable()
export class ImportSlots {
  private readonly lines = new Map<string, Line>();

  async within<T>(owner: string, work: () => Promise<T>): Promise<T> {
    const line = this.lines.get(owner) ?? { running: 0, waiting: [] };
    this.lines.set(owner, line);
    // Whoever leaves hands its place on, so the number of those who run stays as it is.
    if (line.running >= AT_ONCE) await new Promise<void>((go) => line.waiting.push(go));
    else line.running += 1;
    try {
      return await work();
    } finally {
      this.leave(owner, line);
    }
  }

  private leave(owner: string, line: Line): void {
    const next = line.waiting.shift();
    if (next) next();
    else line.running -= 1;
    if (line.running === 0) this.lines.delete(owner);
  }
}
