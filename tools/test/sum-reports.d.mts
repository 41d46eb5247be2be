export interface ReportSums {
  readonly passed: number;
  readonly failed: number;
  /** `file › title: reason` of each failed test. */
  readonly failures: readonly string[];
  /** Runners that left no report. */
  readonly missing: readonly string[];
  readonly notPossible: readonly string[];
}

export function sumReports(folder: string): ReportSums;
