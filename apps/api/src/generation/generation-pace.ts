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
    /** How long what was made, and paid for, is held while it cannot be stored. */
    readonly savePatienceMs = 0,
    /** How long to wait before it is tried again. */
    readonly saveAgainMs = 1000,
  ) {}
}
