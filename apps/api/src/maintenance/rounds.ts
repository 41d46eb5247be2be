/** Goes through something long a part at a time: each part begins where the last one ended, and after the end at the beginning. */
export class Rounds<T> {
  private under: AsyncIterator<T> | null = null;

  constructor(private readonly begin: () => AsyncIterable<T>) {}

  /** Until `enough` says so, or the end of the round. What fails begins anew the next time. */
  async part(each: (item: T) => void, enough: () => boolean): Promise<void> {
    this.under ??= this.begin()[Symbol.asyncIterator]();
    try {
      while (!enough()) {
        const next = await this.under.next();
        if (next.done) {
          this.under = null;
          return;
        }
        each(next.value);
      }
    } catch (error) {
      await this.stop(); // Closes what it has open when it was the consumer that failed.
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.under?.return?.();
    this.under = null;
  }
}
