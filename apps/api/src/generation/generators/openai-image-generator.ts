import { IMAGE_BYTES_MAX } from '@vitrine/contracts';
import { OpenAI } from 'openai';
import { subjectOf } from '../../images/prompt-subject';
import { type Deadline, deadline } from './deadline';
import { GenerationFailure, noImage } from './generation-failure';
import { type GeneratedImages, type GenerationOptions, type GenerationRequest, ImageGenerator } from './image-generator';
import { type Download, type ReadAnswer, readAnswer } from './openai-answer';
import { type Exchange, openExchange } from './openai-exchange';
import { failureOf } from './openai-failure';
import { canStream, PARTIAL_IMAGES, parametersFor } from './openai-parameters';
import { readStream } from './openai-stream';

const OPENAI_URL = 'https://api.openai.com/v1';
/** Local servers ask for no key, but the SDK does. */
const NO_KEY = 'no-key';
const BASE64_OF_ONE_IMAGE = Math.ceil((IMAGE_BYTES_MAX * 4) / 3);
const ROOM_FOR_THE_REST = 1024 * 1024;

export interface OpenAiSettings {
  /** One of `apiKey` and `baseUrl` must be there. */
  readonly apiKey: string | null;
  readonly baseUrl: string | null;
  readonly model: string;
  /** How long one generation may take, downloads included. */
  readonly timeoutMs: number;
}

interface Call {
  readonly request: GenerationRequest;
  readonly exchange: Exchange;
  readonly deadline: Deadline;
  readonly download: Download;
}

/** OpenAI, and every server that speaks its Images protocol. */
export class OpenAiImageGenerator extends ImageGenerator {
  override readonly model: string;
  override readonly provider: string;
  readonly #baseUrl: URL;
  readonly #apiKey: string;
  readonly #timeoutMs: number;
  readonly #client: OpenAI;

  constructor({ apiKey, baseUrl, model, timeoutMs }: OpenAiSettings) {
    super();
    if (apiKey === null && baseUrl === null) throw new Error('OpenAiImageGenerator needs a key or a base URL');
    this.model = model;
    this.#baseUrl = new URL(baseUrl ?? OPENAI_URL);
    this.provider = this.#baseUrl.origin === new URL(OPENAI_URL).origin ? 'openai' : 'openai-compatible';
    this.#apiKey = apiKey ?? NO_KEY;
    this.#timeoutMs = timeoutMs;
    this.#client = this.#makeClient();
  }

  override async generate(request: GenerationRequest, { signal, onPartial }: GenerationOptions = {}): Promise<GeneratedImages> {
    if (signal?.aborted) throw new GenerationFailure({ kind: 'cancelled' }, { outcomeKnown: true, detail: 'cancelled before it was sent' });
    const exchange = openExchange((request.count + PARTIAL_IMAGES) * BASE64_OF_ONE_IMAGE + ROOM_FOR_THE_REST);
    const until = deadline(this.#timeoutMs, signal);
    const call = { request, exchange, deadline: until, download: this.#downloadThrough(exchange, until) };
    try {
      const answer = await (onPartial && canStream(this.model, request) ? this.#stream(call, onPartial) : this.#ask(call));
      return { ...answer, model: this.model, provider: this.provider, requestId: exchange.requestId() };
    } catch (error) {
      throw this.#failure(error, call);
    } finally {
      exchange.close();
      until.clear();
    }
  }

  async #ask(call: Call): Promise<ReadAnswer> {
    const answer = await this.#images(call).generate({ ...parametersFor(this.model, call.request), stream: false }, { signal: call.deadline.signal });
    return readAnswer(answer, call.request.count, call.download);
  }

  async #stream(call: Call, onPartial: NonNullable<GenerationOptions['onPartial']>): Promise<ReadAnswer> {
    const parameters = { ...parametersFor(this.model, call.request), stream: true as const, partial_images: PARTIAL_IMAGES };
    const { data, response } = await this.#images(call).generate(parameters, { signal: call.deadline.signal }).withResponse();
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) return readStream(data, onPartial, call.download);
    // A gateway that does not stream answers whole; the SDK would find no events in it and lose an image that was paid for.
    return readAnswer(await response.json(), 1, call.download);
  }

  #images({ exchange }: Call): OpenAI['images'] {
    return this.#client.withOptions({ fetch: exchange.fetch }).images;
  }

  /** An address on another origin could be any machine this server reaches; it is not followed, nor is a redirect. */
  #downloadThrough(exchange: Exchange, { signal }: Deadline): Download {
    return async (address) => {
      const url = URL.parse(address, this.#baseUrl);
      if (url?.origin !== this.#baseUrl.origin) throw noImage('the image is at an address of another origin');
      const response = await exchange.fetch(url, { headers: { authorization: `Bearer ${this.#apiKey}` }, signal });
      if (response.status !== 200) throw noImage(`the image's address answered ${String(response.status)}`);
      return new Uint8Array(await response.arrayBuffer());
    };
  }

  #failure(error: unknown, { request, exchange, deadline: until }: Call): GenerationFailure {
    const secrets = [this.#apiKey, request.prompt, subjectOf(request.prompt)];
    return failureOf(error, { exchange, deadline: until, model: this.model, secrets });
  }

  /** Everything is said, so that the SDK looks nothing up in the environment: not a key, not a log level. */
  #makeClient(): OpenAI {
    return new OpenAI({
      apiKey: this.#apiKey,
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      baseURL: this.#baseUrl.href,
      // Each try may be billed: whether to ask again is for the job to decide.
      maxRetries: 0,
      timeout: this.#timeoutMs + 5000,
      logLevel: 'off',
    });
  }
}
