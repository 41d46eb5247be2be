/** What stands around the status of a generation. An item or a step may fail while others succeed. */
const WRAPPERS = ['data', 'response', 'result', 'output', 'generation', 'job', 'task', 'prediction'];
const STATUS_FIELDS = ['type', 'event', 'status', 'state'];
const FINISH_FIELDS = ['finish_reason', 'finishReason'];
const REASON_FIELDS = ['code', ...FINISH_FIELDS, 'failure_reason', 'reason'];
/** At the end of a name, as stages have some of these words at its beginning. */
const FAILED = /(?<!un|not?[\W_]?)(?:failed|failure|error|cancell?ed|aborted|refused|refusal|rejected|blocked|filtered)$/i;
const FINISHED_BY_FILTER = /(?:filter|safety)$/i;

/** What an event that says that the generation has failed says about it, its reason in `code`; null for any other event. */
export function failureFields(event: unknown): object | null {
  const parts = [event, ...WRAPPERS.map((name) => fieldOf(event, name))].filter((part) => isFields(part));
  if (!parts.some(saysFailed)) return null;
  const fields: object = Object.assign({}, ...parts);
  return { ...fields, code: REASON_FIELDS.map((name) => fieldOf(fields, name)).find((reason) => typeof reason === 'string' || typeof reason === 'number') };
}

function saysFailed(part: object): boolean {
  const says = (names: readonly string[], words: RegExp) => names.some((name) => words.test(textOf(fieldOf(part, name))));
  return fieldOf(part, 'success') === false || says([...STATUS_FIELDS, ...FINISH_FIELDS], FAILED) || says(FINISH_FIELDS, FINISHED_BY_FILTER);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isFields(part: unknown): part is object {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}

function fieldOf(value: unknown, name: string): unknown {
  return isFields(value) ? Reflect.get(value, name) : undefined;
}
