const DEPTH_MAX = 4;
const TEXT_MAX = 100_000;
type Fields = Readonly<Record<string, unknown>>;

/**
 * The error of an answer or of an event, without its wrapping: in `error`, `errors` or `detail`, in a list, as JSON in a
 * text, or as a gateway passes on another service's. What the inner error does not say is taken from around it.
 */
export function errorIn(value: unknown, depth = DEPTH_MAX): Fields {
  const read = Array.isArray(value) ? (value[0] as unknown) : parsed(value);
  if (!isFields(read)) return typeof read === 'string' ? { message: read } : {};
  const { error, errors, ...around } = read;
  const inner = depth === 0 ? undefined : [rawOf(read), error, errors, isFields(read['detail']) ? read['detail'] : undefined].find(isSomething);
  return inner === undefined ? around : joined(around, errorIn(inner, depth - 1));
}

/** An error that is not there: gateways send `false`, an empty text or an empty object. */
export function isSomething(error: unknown): boolean {
  if (error === undefined || error === null || error === false || error === '') return false;
  return typeof error !== 'object' || Object.keys(error).length > 0;
}

/** Some services always send one, and say by its code, or by what it is, that there was none. */
export function isFault(error: unknown): boolean {
  if (!isSomething(error) || error === 0 || given(error) === null) return false;
  return !isFields(error) || ![0, '0'].some((code) => code === error['code']);
}

/** An empty text, or one that means nothing (`None`), is null. */
export function given(name: unknown): unknown {
  return typeof name === 'string' && ['', 'none', 'null', 'undefined'].includes(name.trim().toLowerCase()) ? null : name;
}

function joined(around: Fields, inner: Fields): Fields {
  const said = Object.fromEntries(Object.entries(inner).filter(([, value]) => given(value ?? null) !== null));
  const messages = [inner['message'], around['message']].filter((text) => typeof text === 'string' && text !== '');
  const { type, code, ...rest } = around;
  return { status: code, ...rest, ...(type === 'error' ? {} : { type }), code, ...said, message: [...new Set(messages)].join(': ') };
}

/** The error of the service behind OpenRouter. */
function rawOf({ metadata }: Fields): unknown {
  const raw = isFields(metadata) ? parsed(metadata['raw']) : null;
  return isFields(raw) ? raw : undefined;
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || value.length > TEXT_MAX || !/^\s{0,20}[{[]/.test(value)) return value;
  try {
    const read: unknown = JSON.parse(value);
    return Array.isArray(read) ? read[0] : read;
  } catch {
    return value;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
