/** Where each suite leaves what it counted. */
export const COUNTS = 'reports/faults';
