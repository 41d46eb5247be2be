import type { Dispatcher } from 'undici';
import { IMAGE_BYTES_MAX } from '@vitrine/contracts';
import { OpenAI } from 'openai';
import { isClassicAzure, type OpenAiConfig, type ProxyConfig } from '../../config/openai-settings';
import { type Deadline, deadline } from './deadline';
import { GenerationFailure } from './generation-failure';
import { type GeneratedImages, type GenerationOptions, type GenerationRequest, ImageGenerator } from './image-generator';
import { type AnswerContext, type ReadAnswer, readAnswer } from './openai-answer';
import { readBody } from './openai-body';
import { imageDispatcher, type Resolve, serviceDispatcher } from './openai-dispatcher';
import { downloadImage } from './openai-download';
import { readEvents } from './openai-events';
import { type Exchange, openExchange } from './openai-exchange';
import { failureOf, nothingMade, providerErrorOf } from './openai-failure';
import { leftOutWith, PARTIAL_IMAGES, type Parameters, parametersFor, sentNames } from './openai-parameters';
import { rejectedParameter } from './openai-rejected-parameter';
import { safeRequestId } from './safe-token';

const OPENAI_URL = 'https://api.openai.com/v1';
/** Local servers ask for no key, but the SDK does. */
const NO_KEY = 'no-key';
/** With line breaks, as escaped in JSON. */
const BASE64_OF_ONE_IMAGE = Math.ceil(IMAGE_BYTES_MAX * (4 / 3) * 1.06);
const ROOM_FOR_THE_REST = 1024 * 1024;

/** One of `apiKey` and `baseUrl` must be there. */
export interface OpenAiSettings extends OpenAiConfig {
  readonly proxy: ProxyConfig;
  /** How long one generation may take, downloads included. */
  readonly timeoutMs: number;
  /** How the names of other origins are resolved; as the system does by default. */
  readonly resolve?: Resolve;
}

interface Call {
  readonly request: GenerationRequest;
  readonly options: GenerationOptions;
  readonly exchange: Exchange;
  readonly deadline: Deadline;
  /** Names of the parameters that were sent last. */
  sent: readonly string[];
}

/** OpenAI, and every server that speaks its Images protocol. */
export class OpenAiImageGenerator extends ImageGenerator {
  override readonly model: string;
  override readonly provider: string;
  readonly #settings: OpenAiSettings;
  readonly #baseUrl: URL;
  readonly #apiKey: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #client: OpenAI;
  readonly #service: Dispatcher;
  readonly #images: Dispatcher;
  /** Parameters that this service does not take for this model: names of ours alone, so that there are few. Forgotten at a restart, as the service may take them after an upgrade. */
  readonly #without = new Set<string>();

  constructor(settings: OpenAiSettings) {
    super();
    const { apiKey, baseUrl, model, proxy, imageOrigins, resolve } = settings;
    if (apiKey === null && baseUrl === null) throw new Error('OpenAiImageGenerator needs a key or a base URL');
    this.model = model;
    this.#settings = settings;
    this.#baseUrl = new URL(baseUrl ?? OPENAI_URL);
    this.provider = this.#baseUrl.origin === new URL(OPENAI_URL).origin ? 'openai' : 'openai-compatible';
    this.#apiKey = apiKey ?? NO_KEY;
    this.#headers = headersOf(settings);
    this.#service = serviceDispatcher(proxy);
    this.#images = imageDispatcher(proxy, imageOrigins.addresses, resolve);
    this.#client = this.#makeClient();
  }

  override async generate(request: GenerationRequest, options: GenerationOptions = {}): Promise<GeneratedImages> {
    const { signal } = options;
    if (signal?.aborted) throw new GenerationFailure({ kind: 'cancelled' }, { outcomeKnown: true, detail: 'cancelled before it was sent' });
    const previews = this.#settings.stream && options.onPartial ? PARTIAL_IMAGES : 0;
    const answerBytesMax = (request.count + previews) * BASE64_OF_ONE_IMAGE + ROOM_FOR_THE_REST;
    const exchange = openExchange({ answerBytesMax, imageBytesMax: IMAGE_BYTES_MAX + ROOM_FOR_THE_REST, service: this.#service, images: this.#images });
    const call: Call = { request, options, exchange, deadline: deadline(this.#settings.timeoutMs, signal), sent: [] };
    try {
      const answer = await this.#ask(call);
      return { ...answer, model: this.model, provider: this.provider, requestId: safeRequestId(exchange.requestId(), request.prompt) };
    } catch (error) {
      throw this.#failure(error, call);
    } finally {
      exchange.close();
      call.deadline.clear();
    }
  }

  /** Asks again when the service rejects an optional parameter by name: nothing was made then. Each is rejected once at most, as it is not sent again. */
  async #ask(call: Call): Promise<ReadAnswer> {
    for (;;) {
      const parameters = this.#parametersOf(call);
      try {
        return await this.#read(await this.#send(parameters, call), call);
      } catch (error) {
        const answered = nothingMade(error) ? providerErrorOf(error) : null;
        const rejected = answered && rejectedParameter(answered, sentNames(parameters));
        if (!rejected) throw error;
        for (const name of leftOutWith(rejected)) this.#without.add(name);
        call.options.onNotice?.({ event: 'provider.parameter-dropped', parameter: rejected });
      }
    }
  }

  #parametersOf(call: Call): Parameters {
    const { stream, responseFormat } = this.#settings;
    const wanted = stream && call.options.onPartial !== undefined;
    const parameters = parametersFor(call.request, { model: this.model, stream: wanted, responseFormat, without: this.#without });
    call.sent = Object.keys(parameters);
    return parameters;
  }

  /** The answer as it came: what it is does not depend on what it calls itself, or on what was asked for. */
  #send(parameters: Parameters, { exchange, deadline: { signal } }: Call): Promise<Response> {
    const client = this.#client.withOptions({ fetch: exchange.fetch });
    return client.images.generate(parameters, { signal }).asResponse();
  }

  async #read(response: Response, call: Call): Promise<ReadAnswer> {
    const context = this.#contextOf(response, call);
    const body = await readBody(response.body);
    if (body.kind === 'image') return { images: [{ bytes: body.bytes, revisedPrompt: null }], usage: null };
    return body.kind === 'json' ? readAnswer(body.value, context) : readEvents(body.events, context, call.options.onPartial);
  }

  #contextOf(response: Response, call: Call): AnswerContext {
    const { request, options, exchange, deadline: { signal } } = call;
    const { imageOrigins } = this.#settings;
    const download = { exchange, baseUrl: this.#baseUrl, headers: this.#headers, imageOrigins, signal, prompt: request.prompt };
    return {
      count: request.count,
      headers: response.headers,
      download: (address) => downloadImage(address, download),
      onLost: (error) => options.onNotice?.({ event: 'provider.image-lost', detail: this.#failure(error, call).detail }),
    };
  }

  #failure(error: unknown, { request, exchange, deadline: until, sent }: Call): GenerationFailure {
    return failureOf(error, { exchange, deadline: until, model: this.model, apiKey: this.#apiKey, prompt: request.prompt, parameters: sent });
  }

  /** Everything is said, so that the SDK looks nothing up in the environment: not a key, not a log level. */
  #makeClient(): OpenAI {
    return new ServiceClient({
      apiKey: this.#apiKey,
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      baseURL: this.#baseUrl.href,
      // Without the SDK's own, where the service wants another.
      defaultHeaders: { authorization: null, ...this.#headers },
      // Each try may be billed: whether to ask again is for the job to decide.
      maxRetries: 0,
      timeout: this.#settings.timeoutMs + 5000,
      logLevel: 'off',
    });
  }
}

/** Gives the whole body of an error: the SDK leaves out what stands beside `error`. */
class ServiceClient extends OpenAI {
  protected override makeStatusError(status: number, body: object | undefined, message: string | undefined, headers: Headers) {
    return super.makeStatusError(status, { error: body ?? message }, message, headers);
  }
}

/** By lower-case name. What the operator sets comes last, and takes the place of the key when it is one. */
function headersOf({ apiKey, baseUrl, headers }: OpenAiConfig): Record<string, string> {
  const isAzure = baseUrl !== null && isClassicAzure(baseUrl);
  if (apiKey === null && ('api-key' in headers || isAzure)) return headers;
  return { ...(isAzure ? { 'api-key': apiKey ?? '' } : { authorization: `Bearer ${apiKey ?? NO_KEY}` }), ...headers };
}
