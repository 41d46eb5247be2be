import * as z from 'zod';
import { errorIn, given } from './openai-error-in';

/** What a provider said went wrong, in one form. Nothing of it may be logged but by `errorFacts`. */
export interface ProviderError {
  /** Of the answer or, in an answer of 200, of the error itself. Null where neither says. */
  readonly status: number | null;
  readonly code: string | null;
  readonly type: string | null;
  /** Every code and type, those of inner errors included, in lower case and without separators. */
  readonly names: readonly string[];
  readonly parameter: string | null;
  /** Where the service lists several faults: each of them. */
  readonly faults: readonly Pick<ProviderError, 'names' | 'parameter' | 'message'>[];
  /** For the person who asked. It may quote the prompt. */
  readonly message: string;
  /** The rules that a prompt broke, as far as they are listed in the error. */
  readonly categories: readonly string[];
  readonly headers: Headers | undefined;
}

const MESSAGE_MAX = 4_000;
const NAME_MAX = 100;

const Name = z.preprocess(given, z.union([z.string(), z.number()]).nullish()).catch(null).transform((name) => (name === null || name === undefined ? null : String(name).slice(0, NAME_MAX)));
/** LiteLLM names its class of error in the message alone. */
const CLASS = /^litellm\.(\w{1,60}?)Error\b/;
const Message = z.string().nullish().catch(null).transform((text) => (text ?? '').slice(0, MESSAGE_MAX));
const Categories = z.record(z.string(), z.unknown()).catch({});
const Inner = z.object({ code: Name, content_filter_results: Categories.optional(), content_filter_result: Categories.optional() }).nullish().catch(null);
/** OpenRouter's, when a filter stopped the prompt. */
const Metadata = z.object({ reasons: z.array(z.string()).max(100).catch([]), flagged_input: z.string().nullish().catch(null) }).nullish().catch(null);
const Fault = z.object({ loc: z.array(z.union([z.string(), z.number()])).catch([]), msg: Message, type: Name });

/** OpenAI's error, Azure's with its inner error, and FastAPI's list of faults. */
const ServiceError = z.object({
  code: Name, type: Name, status: Name, param: Name, message: Message, title: Message,
  detail: z.union([z.string().max(100_000), z.array(Fault).max(1_000)]).nullish().catch(null),
  inner_error: Inner, innererror: Inner, metadata: Metadata,
  moderation_details: z.object({ categories: z.array(z.string()).max(100).catch([]) }).nullish().catch(null),
});
type ServiceError = z.infer<typeof ServiceError>;

/** An answer that holds an error in place of images. */
export class AnsweredError extends Error {
  readonly #error: ProviderError;
  readonly nothingMade: boolean;

  /** @param nothingMade false when a part of the answer may have been made or billed. */
  constructor(error: ProviderError, nothingMade: boolean) {
    super('the provider answered with an error');
    this.#error = error;
    this.nothingMade = nothingMade;
  }

  get error(): ProviderError {
    return this.#error;
  }
}

/** @param error with all its wrapping. @param status the answer's own; null for one of 200 and for events. */
export function readError(error: unknown, status: number | null, headers: Headers | undefined): ProviderError {
  const serviceError = ServiceError.parse(errorIn(error));
  const faults = faultsIn(serviceError);
  const [fault = NO_FAULT] = faults;
  const names = [serviceError.code, serviceError.inner_error?.code, serviceError.innererror?.code, serviceError.type, serviceError.status, ...faults.map(({ type }) => type)].map((name) => name ?? null);
  return {
    status: status ?? statusIn(serviceError),
    code: firstOf(names.slice(0, 3)),
    type: firstOf([serviceError.type, fault.type]),
    names: [...names.flatMap((name) => (name === null ? [] : [plain(name)])), ...namesIn(serviceError)],
    parameter: firstOf([serviceError.param, nameIn(fault.loc)]),
    faults: faults.map(({ loc, msg, type }) => ({ parameter: nameIn(loc), message: msg, names: type === null ? [] : [plain(type)] })),
    message: [serviceError.message, fault.msg, serviceError.title].find(Boolean) ?? '',
    categories: categoriesIn(serviceError),
    headers,
  };
}

const NO_FAULT = { loc: [], msg: '', type: null };

/** Those of a list, or the sentence that stands in its place. */
function faultsIn({ detail }: ServiceError): z.infer<typeof Fault>[] {
  return typeof detail === 'string' ? [{ ...NO_FAULT, msg: detail.slice(0, MESSAGE_MAX) }] : (detail ?? []);
}

/** What is said by other means than a code. */
function namesIn({ message, metadata }: ServiceError): string[] {
  const name = CLASS.exec(message)?.[1];
  const isFlagged = metadata && (metadata.reasons.length > 0 || (metadata.flagged_input ?? '') !== '');
  return [...(name === undefined ? [] : [plain(name), plain(`${name}Error`)]), ...(isFlagged ? ['promptblocked'] : [])];
}

function firstOf(names: readonly (string | null)[]): string | null {
  return names.find((name) => name !== null) ?? null;
}

/** `loc` is `["body", "size"]`. */
function nameIn(loc: readonly (string | number)[]): string | null {
  const names = loc.filter((part) => typeof part === 'string' && part !== 'body');
  return names.length > 0 ? String(names[0]).slice(0, NAME_MAX) : null;
}

function statusIn({ code, status }: ServiceError): number | null {
  const number = [code, status].map(Number).find((one) => Number.isInteger(one) && one >= 400 && one < 600);
  return number ?? null;
}

/** `content_filter`, `contentFilter` and `Content-Filter` are one name. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

function categoriesIn({ inner_error, innererror, metadata, moderation_details }: ServiceError): string[] {
  const listed = [...(moderation_details?.categories ?? []), ...(metadata?.reasons ?? [])];
  const results = [inner_error, innererror].flatMap((inner) => [inner?.content_filter_results ?? {}, inner?.content_filter_result ?? {}]);
  return [...listed, ...results.flatMap(filteredIn)];
}

function filteredIn(results: Record<string, unknown>): string[] {
  const filtered = Object.entries(results).filter(([, result]) => typeof result === 'object' && result !== null && Reflect.get(result, 'filtered') === true);
  return filtered.map(([name]) => name);
}
