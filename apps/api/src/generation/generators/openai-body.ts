import { createParser } from 'eventsource-parser';
import { noImage } from './generation-failure';
import { isImageText } from './openai-base64';
import { systemCodeOf } from './openai-exchange';
import { rasterTypeOf } from './raster-type';

/** What an answer turned out to be, whatever its headers call it. */
export type ReadBody =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'image'; readonly bytes: Uint8Array }
  | { readonly kind: 'events'; readonly events: AsyncIterable<unknown> };

/** Enough to recognise the kind. */
const BEGINNING_BYTES = 16;
const BOM = '\ufeff';
const EVENTS = /^(?:event|data|id|retry)?:/;
const LAST_EVENT = '[DONE]';

type Chunks = AsyncIterator<Uint8Array, unknown>;

/** Reads an answer by what it begins with: gateways call JSON text, events JSON, or give no type at all. Rejects for anything but JSON, events and images. */
export async function readBody(body: AsyncIterable<Uint8Array> | null): Promise<ReadBody> {
  const chunks: Chunks = (body ?? nothing())[Symbol.asyncIterator]();
  const beginning = await beginningOf(chunks);
  if (rasterTypeOf(beginning)) return { kind: 'image', bytes: Buffer.concat([beginning, ...(await allOf(chunks)).parts]) };
  const text = beginning.toString('utf8');
  if (isImageText(text)) return { kind: 'json', value: Buffer.concat([beginning, ...(await allOf(chunks)).parts]).toString('latin1') };
  if (EVENTS.test(text)) return { kind: 'events', events: eventsOf(beginning, chunks) };
  if (/^["[{]/.test(text)) return { kind: 'json', value: await jsonOf(beginning, chunks) };
  throw noImage(beginning.length === 0 ? 'the answer is empty' : 'the answer is neither JSON nor events nor an image');
}

/** Without a byte order mark and what is sent to keep a connection open: white space before the answer itself. */
async function beginningOf(chunks: Chunks): Promise<Buffer> {
  let beginning = Buffer.alloc(0);
  while (beginning.length < BEGINNING_BYTES) {
    const { done, value } = await chunks.next();
    if (done === true) return beginning;
    const joined = Buffer.concat([beginning, value]);
    beginning = joined.subarray(leadingSpaceOf(joined));
  }
  return beginning;
}

function leadingSpaceOf(bytes: Buffer): number {
  let at = bytes.subarray(0, 3).equals(Buffer.from(BOM)) ? 3 : 0;
  while (at < bytes.length && [0x20, 0x0a, 0x0d, 0x09].includes(bytes[at] ?? 0)) at += 1;
  return at;
}

/** An answer whose end was lost is whole if it can be parsed. */
async function jsonOf(beginning: Buffer, chunks: Chunks): Promise<unknown> {
  const { parts, error } = await allOf(chunks);
  try {
    return JSON.parse(Buffer.concat([beginning, ...parts]).toString('utf8'));
  } catch {
    // The parser's own message quotes what it read.
    throw error ?? noImage('the answer is not valid JSON');
  }
}

async function allOf(chunks: Chunks): Promise<{ parts: Uint8Array[]; error: unknown }> {
  const parts: Uint8Array[] = [];
  try {
    for (;;) {
      const { done, value } = await chunks.next();
      if (done === true) return { parts, error: null };
      parts.push(value);
    }
  } catch (error) {
    // Nothing is put together that is longer than any answer may be.
    if (systemCodeOf(error) === 'ANSWER_TOO_LONG') throw error;
    return { parts, error };
  }
}

/** The data of each event, those that are neither JSON nor an image left out. The last event needs no empty line after it. */
async function* eventsOf(beginning: Buffer, chunks: Chunks): AsyncGenerator<unknown> {
  const reader = new EventReader();
  const decoder = new TextDecoder();
  let failure: unknown = null;
  for (let chunk: Uint8Array | null = beginning; chunk !== null && !reader.ended; ) {
    yield* reader.read(decoder.decode(chunk, { stream: true }));
    chunk = await chunks.next().then(({ done, value }) => (done === true ? null : value), (error: unknown) => { failure = error; return null; });
  }
  yield* reader.read('\n\n');
  if (failure !== null && !reader.ended) throw failure;
}

/** Reads events from text that comes in pieces. */
export class EventReader {
  /** The provider said that there are no more. */
  ended = false;
  private events: unknown[] = [];
  private readonly parser = createParser({
    onEvent: ({ event, data }) => {
      this.ended ||= data === LAST_EVENT;
      if (!this.ended) this.events.push(...parsed(event, data));
    },
  });

  /** The events that are whole with this piece. */
  read(piece: string): unknown[] {
    this.events = [];
    this.parser.feed(piece);
    return this.events;
  }
}

/** The name of an event may say what its data does not. */
function parsed(event: string | undefined, data: string): unknown[] {
  const isError = event === 'error';
  try {
    const value: unknown = JSON.parse(data);
    return [isError && !(isObject(value) && 'error' in value) ? { error: value } : named(event, value)];
  } catch {
    if (isError) return [{ error: data }];
    return isImageText(data) ? [event === undefined ? data : { type: event, b64_json: data }] : [];
  }
}

function named(event: string | undefined, value: unknown): unknown {
  return event !== undefined && isObject(value) && !Array.isArray(value) ? { type: event, ...value } : value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An answer without a body.
}
