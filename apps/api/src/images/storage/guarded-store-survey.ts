import type { CallGate, Progress } from './call-gate';
import type { ImageKey } from './image-store';
import { changeError } from './storage-error';
import type { StoreIdentity } from './store-identity';
import { type StoredObject, type StoredThing, StoreSurvey } from './store-survey';

/** What `GuardedImageStore` is for a store, for those who look it over; one call at a time, each within the gate's time. */
export class GuardedStoreSurvey extends StoreSurvey {
  constructor(
    private readonly inner: StoreSurvey,
    private readonly identity: StoreIdentity,
    private readonly gate: CallGate,
  ) {
    super();
  }

  async *things(): AsyncIterable<StoredThing> {
    await this.identity.check().catch((error: unknown) => { throw changeError(error); });
    const things = this.inner.things()[Symbol.asyncIterator]();
    let isHanging = false;
    try {
      for (;;) {
        isHanging = true;
        const next = await this.call(() => things.next());
        isHanging = false;
        if (next.done) return;
        yield next.value;
      }
    } finally {
      const closed = things.return?.().catch(() => undefined);
      if (!isHanging) await closed;
    }
  }

  find(at: ImageKey): Promise<StoredObject | null> {
    return this.call(() => this.inner.find(at));
  }

  again<T extends StoredThing>(thing: T): Promise<T | null> {
    return this.call(() => this.inner.again(thing));
  }

  setAside(thing: StoredThing, day: string, reason: string): Promise<string | null> {
    return this.change((progress) => this.inner.setAside(thing, day, reason, progress));
  }

  setAsideUnlessFile(at: ImageKey, day: string, reason: string): Promise<string | null> {
    return this.change(() => this.inner.setAsideUnlessFile(at, day, reason));
  }

  putBack(thing: StoredThing, asidePath: string): Promise<boolean> {
    return this.change((progress) => this.inner.putBack(thing, asidePath, progress));
  }

  discard(thing: StoredThing): Promise<boolean> {
    return this.change(() => this.inner.discard(thing));
  }

  eraseAside(owner: string, ids: readonly string[]): Promise<void> {
    return this.change(() => this.inner.eraseAside(owner, ids));
  }

  note(day: string, record: Readonly<Record<string, unknown>>): Promise<void> {
    return this.change(() => this.inner.note(day, record));
  }

  private async change<T>(act: (progress: Progress) => Promise<T>): Promise<T> {
    await this.verify();
    const result = await this.call(act);
    await this.verify();
    return result;
  }

  private async verify(): Promise<void> {
    await this.identity.verify().catch((error: unknown) => { throw changeError(error); });
  }

  private async call<T>(act: (progress: Progress) => Promise<T>): Promise<T> {
    try {
      return await this.gate.run('survey', act);
    } catch (error) {
      throw changeError(error);
    }
  }
}
