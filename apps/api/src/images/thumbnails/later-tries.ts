import type { ImageRow } from '../../database/schema';

const FIRST_MS = 1000;
/** The last of them comes four minutes after the first failure. */
const BY_ITSELF_MAX = 8;
/** Images remembered; of more, the one that failed longest ago waits for who asks. */
const REMEMBERED_MAX = 1000;

interface Failed {
  readonly times: number;
  /** By the monotonic clock. */
  readonly at: number;
  readonly timer: NodeJS.Timeout | undefined;
}

/** What failed and may work later: tried again by itself, each time after twice as long, and whenever somebody asks. */
export class LaterTries {
  private readonly failed = new Map<string, Failed>();

  constructor(private readonly again: (row: ImageRow) => void) {}

  add(row: ImageRow): void {
    const times = (this.failed.get(row.id)?.times ?? 0) + 1;
    this.forget(row.id);
    const timer = times > BY_ITSELF_MAX ? undefined : setTimeout(() => this.again(row), FIRST_MS * 2 ** (times - 1)).unref();
    this.failed.set(row.id, { times, at: performance.now(), timer });
    for (const oldest of this.failed.keys()) {
      if (this.failed.size <= REMEMBERED_MAX) break;
      this.forget(oldest);
    }
  }

  /** A page full of tiles asks for many at once, and again for each that is shown. */
  hasJustFailed(id: string): boolean {
    return performance.now() < (this.failed.get(id)?.at ?? -Infinity) + FIRST_MS;
  }

  forget(id: string): void {
    clearTimeout(this.failed.get(id)?.timer);
    this.failed.delete(id);
  }

  stop(): void {
    for (const { timer } of this.failed.values()) clearTimeout(timer);
    this.failed.clear();
  }
}
