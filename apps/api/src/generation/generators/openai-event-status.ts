/** What stands around the status of a generation. An item or a step may fail while others succeed. */
export const WRAPPERS = ['data', 'response', 'result', 'output', 'generation', 'job', 'task', 'prediction'];
const STATUS_FIELDS = ['type', 'event', 'status', 'state'];
const FINISH_FIELDS = ['finish_reason', 'finishReason'];
const REASON_FIELDS = ['code', ...FINISH_FIELDS, 'failure_reason', 'reason'];
/** At the end of a name, as stages have some of these words at its beginning. */
const FAILED = /(?<!(?:^|[^a-z])(?:un|no[nt]?[\W_]?))(?:failed|failure|error|cancell?ed|aborted|refused|refusal|rejected|blocked|filtered)$/i;
const FINISHED_BY_FILTER = /(?:filter|safety)$/i;
const FINISHED = /^(?:completed?|succeeded|success|done|finished|ready)$/i;
const KIND_FIELDS = ['type', 'event'];
/** What is said of a generation itself. Of anything else, such as a thumbnail, a call or a log, the failure is another one. */
const OF_GENERATION = /^(?:(?:image|generat(?:e|ion)|creat(?:e|ion)|edit|call|api|server|model|stream|content|prompt|response|result|output|job|task|prediction|request|run|status|state|update|event|message|complet(?:ed?|ion)|finish(?:ed)?|final|done|end|fail(?:ed|ure)?|error|cancell?ed|aborted|refus(?:ed|al)|rejected|blocked|filtered)s?[^a-z]*)+$/;

/** What an event that says that the generation has failed says about it, its reason in `code`; null for any other event. */
export function failureFields(event: unknown): object | null {
  const parts = partsOf(event);
  if (!parts.some(saysFailed)) return null;
  const fields: object = Object.assign({}, ...parts);
  return { ...fields, code: REASON_FIELDS.map((name) => fieldOf(fields, name)).find((reason) => typeof reason === 'string' || typeof reason === 'number') };
}

/** Whether an event that says that something has failed can mean nothing but the generation. */
export function isOfGeneration(event: unknown): boolean {
  const kinds = partsOf(event).flatMap((part) => KIND_FIELDS.map((name) => textOf(fieldOf(part, name))));
  return kinds.every((kind) => kind === '' || OF_GENERATION.test(kind.toLowerCase()));
}

/** Whether an event or an item says that what it is about has ended well. */
export function saysFinished(event: unknown): boolean {
  return partsOf(event).some((part) => ['status', 'state'].some((name) => FINISHED.test(textOf(fieldOf(part, name)))));
}

function partsOf(event: unknown): object[] {
  return [event, ...WRAPPERS.map((name) => fieldOf(event, name))].filter((part) => isFields(part));
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
