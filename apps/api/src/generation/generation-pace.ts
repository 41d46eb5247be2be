/** How much is done at once, and how long things may take. */
export class GenerationPace {
  /** How long a generator may take to notice that it was told to stop. */
  readonly abortMs = 1000;

  constructor(
    readonly atOnce: number,
    readonly perUser: number,
    /** How long a job is believed to be worked on without a sign of it. */
    readonly leaseMs: number,
    /** How long jobs may go on once the process was told to stop. */
    readonly graceMs: number,
  ) {}
}
