import { types } from 'node:util';
import { APIConnectionTimeoutError, APIError } from 'openai';
import type { Deadline } from './deadline';
import { type FailureFacts, type FailureReason, GenerationFailure } from './generation-failure';
import { retiredSince } from './model-capabilities';
import { AnsweredError, type ProviderError, readError } from './openai-error';
import { type Exchange, systemCodeOf } from './openai-exchange';
import { isRequestsFault, reasonOf } from './openai-reason';
import { safeDetail } from './safe-detail';
import { safeRequestId, safeToken } from './safe-token';

export interface Circumstances {
  readonly exchange: Exchange;
  readonly deadline: Deadline;
  readonly model: string;
  readonly apiKey: string;
  /** In full, so that nothing which repeats it reaches the log. */
  readonly prompt: string;
  /** The names of the parameters that were sent. */
  readonly parameters: readonly string[];
}

type Ending = readonly [FailureReason, Omit<FailureFacts, 'requestId'>];

/** Every way in which a call ends without an image, as one of ours. */
export function failureOf(error: unknown, circumstances: Circumstances): GenerationFailure {
  const [reason, facts] = ending(error, circumstances);
  return new GenerationFailure(reason, { ...facts, requestId: safeRequestId(circumstances.exchange.requestId(), circumstances.prompt) });
}

/** Whether the provider turned a request away before it made anything. */
export function nothingMade(error: unknown): boolean {
  return error instanceof APIError || (error instanceof AnsweredError && error.nothingMade);
}

/** What the provider itself said, by its status or in an answer of 200; null when it said nothing. */
export function providerErrorOf(error: unknown): ProviderError | null {
  if (error instanceof AnsweredError) return error.error;
  if (!(error instanceof APIError) || error.status === undefined) return null;
  const status = error.status as number;
  return readError((error.error as unknown) ?? error.message.replace(/^\d{3} /, ''), status, error.headers as Headers | undefined);
}

function ending(error: unknown, circumstances: Circumstances): Ending {
  const { exchange, deadline } = circumstances;
  if (deadline.endedBy() === 'caller') return [{ kind: 'cancelled' }, { detail: 'cancelled by the caller', outcomeKnown: false }];
  if (deadline.endedBy() === 'time' || error instanceof APIConnectionTimeoutError) return [{ kind: 'timeout' }, { detail: 'no image within the deadline', outcomeKnown: false }];
  if (error instanceof GenerationFailure) return [error.reason, error];
  const fault = exchange.neverLeft();
  if (fault) return [{ kind: 'unavailable' }, { detail: `no connection to the provider: ${fault}`, outcomeKnown: true }];
  const answered = providerErrorOf(error);
  return answered ? endingOf(answered, circumstances) : [{ kind: 'failed' }, { detail: describe(error), outcomeKnown: false }];
}

function endingOf(error: ProviderError, circumstances: Circumstances): Ending {
  const reason = reasonOf(error);
  const outcomeKnown = reason.kind !== 'failed' || isRequestsFault(error);
  return [reason, { outcomeKnown, detail: detailOf(error, circumstances), sentence: reason.kind === 'rejected' ? sentenceOf(error, circumstances) : null }];
}

/** An allow-list: status, code, type and the name of a parameter that was sent. */
function detailOf({ status, code, type, parameter }: ProviderError, { model, prompt, parameters }: Circumstances): string {
  const named = [status === null ? null : String(status), ...[code, type].map((name) => safeToken(name, prompt))];
  const about = parameter !== null && parameters.includes(parameter) ? ` (parameter ${parameter})` : '';
  const retired = retiredSince(model);
  const note = retired ? ` (OpenAI switched ${model} off on ${retired}: set OPENAI_IMAGE_MODEL)` : '';
  return `the provider answered with an error: ${[...new Set(named)].filter((one) => one !== null).join(' ') || 'without a code'}${about}${note}`;
}

/** Only where it is about a parameter: other sentences are about the operator's accounts and machines. */
function sentenceOf({ parameter, message }: ProviderError, { apiKey, parameters }: Circumstances): string | null {
  const named = parameter ?? parameters.find((name) => message.includes(`'${name}'`)) ?? null;
  if (named === null || message === '') return null;
  const sentence = safeDetail(message, [apiKey]);
  return sentence.includes(named) ? sentence : `${safeDetail(named, [apiKey])}: ${sentence}`;
}

/** Without the messages of errors, which quote what was read. */
function describe(error: unknown): string {
  if (!types.isNativeError(error)) return 'an unknown fault';
  const code = systemCodeOf(error);
  return `the answer could not be read: ${error.name}${code === null ? '' : ` (${code})`}`;
}
