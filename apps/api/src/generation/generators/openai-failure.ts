import { types } from 'node:util';
import { APIConnectionTimeoutError, APIError } from 'openai';
import type { Deadline } from './deadline';
import { type FailureReason, GenerationFailure } from './generation-failure';
import { retiredSince } from './model-capabilities';
import type { Exchange } from './openai-exchange';
import { isRequestsFault, reasonOf } from './openai-reason';
import { safeDetail } from './safe-detail';

export interface Circumstances {
  readonly exchange: Exchange;
  readonly deadline: Deadline;
  readonly model: string;
  /** Texts that must not reach a log: the key, the prompt. */
  readonly secrets: readonly string[];
}

interface Ending {
  readonly reason: FailureReason;
  readonly detail: string;
  readonly outcomeKnown: boolean;
}

/** Every way in which a call ends without an image, as one of ours. */
export function failureOf(error: unknown, circumstances: Circumstances): GenerationFailure {
  const { reason, detail, outcomeKnown } = ending(error, circumstances);
  const { secrets, exchange } = circumstances;
  const safe = reason.kind === 'refused' ? { ...reason, message: safeDetail(reason.message, secrets) } : reason;
  return new GenerationFailure(safe, { outcomeKnown, detail: safeDetail(detail, secrets), requestId: exchange.requestId() });
}

function ending(error: unknown, { exchange, deadline, model }: Circumstances): Ending {
  if (deadline.endedBy() === 'caller') return { reason: { kind: 'cancelled' }, detail: 'cancelled by the caller', outcomeKnown: false };
  if (deadline.endedBy() === 'time' || error instanceof APIConnectionTimeoutError) {
    return { reason: { kind: 'timeout' }, detail: 'no image within the deadline', outcomeKnown: false };
  }
  if (error instanceof GenerationFailure) return error;
  const fault = exchange.neverLeft();
  if (fault) return { reason: { kind: 'unavailable' }, detail: `no connection to the provider: ${fault}`, outcomeKnown: true };
  if (error instanceof APIError && isAnswer(error)) return told(error, model);
  return { reason: { kind: 'failed' }, detail: describe(error), outcomeKnown: false };
}

/** Without a status or a name for what went wrong the provider said nothing: the line broke. */
function isAnswer({ status, code, type }: APIError): boolean {
  return [status, code, type].some(Boolean);
}

/** What the provider itself said, by status or in an `error` event of a stream. */
function told(error: APIError, model: string): Ending {
  const reason = reasonOf(error);
  const retired = retiredSince(model);
  const note = retired ? ` (OpenAI switched ${model} off on ${retired}: set OPENAI_IMAGE_MODEL)` : '';
  const label = [error.status, error.code, error.type].filter(Boolean).join(' ');
  const outcomeKnown = reason.kind !== 'failed' || isRequestsFault(error);
  return { reason, detail: `${label}: ${error.message}${note}`, outcomeKnown };
}

function describe(error: unknown): string {
  if (!types.isNativeError(error)) return 'an unknown fault';
  const cause = types.isNativeError(error.cause) ? ` (${error.cause.message})` : '';
  return `${error.name}: ${error.message}${cause}`;
}
