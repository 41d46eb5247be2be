import { BlockList, isIP } from 'node:net';
import { MODEL_MAX } from '@vitrine/contracts';
import * as z from 'zod';

/** How the image service is reached. */
export interface OpenAiConfig {
  readonly apiKey: string | null;
  readonly baseUrl: string | null;
  readonly model: string;
  /** Sent with every request to the service, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether previews may be asked for. */
  readonly stream: boolean;
  readonly responseFormat: 'b64_json' | null;
  readonly imageOrigins: ImageOrigins;
}

/** Other origins that images may be fetched from. */
export interface ImageOrigins {
  /** `https://images.example.com` */
  readonly origins: ReadonlySet<string>;
  /** Private addresses that names of `origins` may resolve to. */
  readonly addresses: BlockList;
}

/** Proxies between this server and the image service, as addresses that may hold a name and a password. */
export interface ProxyConfig {
  readonly http: string | null;
  readonly https: string | null;
  /** Hosts that are reached directly, with commas between them. */
  readonly none: string;
}

/** Of the connection itself, or of how a request's end is found. */
const NOT_OURS = new Set(['connection', 'content-length', 'content-type', 'expect', 'host', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade']);
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e]*$/;
const LOOPBACK = ['127.0.0.0/8', '::1'];

const BaseUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .refine((text) => !hasCredentials(text), 'must hold no name and no password; set OPENAI_API_KEY or OPENAI_HEADERS')
  .refine((text) => !isClassicAzure(text) || new URL(text).searchParams.has('api-version'), 'must end in ?api-version=… for a deployment on Azure');

const Headers = z
  .string()
  .transform((text, context) => headersOf(text) ?? invalid(context, 'must be a JSON object of header names and values, such as {"x-tenant":"a"}, without headers of the connection'));

const Origins = z
  .string()
  .transform((text, context) => originsOf(text) ?? invalid(context, 'must be origins with commas between them, such as https://images.example.com, and private addresses or ranges that they may resolve to, such as 10.0.0.0/8'));

const Proxy = z.string().transform((text, context) => proxyOf(text) ?? invalid(context, 'must be the address of an http or https proxy, such as http://proxy.example.com:3128')).optional();

export const OPENAI_SETTINGS = {
  OPENAI_API_KEY: z.string().trim().regex(/^[\x21-\x7e]+$/, 'must be visible ASCII characters without spaces').optional(),
  OPENAI_BASE_URL: BaseUrl.optional(),
  OPENAI_IMAGE_MODEL: z.string().min(1).max(MODEL_MAX).default('gpt-image-2.5-flare'),
  OPENAI_HEADERS: Headers.default({}),
  OPENAI_STREAM: z.enum(['true', 'false']).transform((flag) => flag === 'true').default(true),
  OPENAI_RESPONSE_FORMAT: z.enum(['b64_json']).optional(),
  OPENAI_IMAGE_ORIGINS: Origins.default({ origins: new Set(), addresses: new BlockList() }),
  HTTP_PROXY: Proxy,
  http_proxy: Proxy,
  HTTPS_PROXY: Proxy,
  https_proxy: Proxy,
  NO_PROXY: z.string().optional(),
  no_proxy: z.string().optional(),
};

type Settings = z.infer<z.ZodObject<typeof OPENAI_SETTINGS>>;

/** Null when neither a key nor an address is set. */
export function openaiOf(settings: Settings): OpenAiConfig | null {
  const { OPENAI_API_KEY: apiKey = null, OPENAI_BASE_URL: baseUrl = null, OPENAI_RESPONSE_FORMAT: responseFormat = null } = settings;
  if (apiKey === null && baseUrl === null) return null;
  return {
    apiKey, baseUrl, responseFormat,
    model: settings.OPENAI_IMAGE_MODEL,
    headers: settings.OPENAI_HEADERS,
    stream: settings.OPENAI_STREAM,
    imageOrigins: settings.OPENAI_IMAGE_ORIGINS,
  };
}

/** The lower-case names come first, as curl and others have it. */
export function proxyConfigOf(settings: Settings): ProxyConfig {
  return {
    http: settings.http_proxy ?? settings.HTTP_PROXY ?? null,
    https: settings.https_proxy ?? settings.HTTPS_PROXY ?? null,
    none: settings.no_proxy ?? settings.NO_PROXY ?? '',
  };
}

/** A deployment on Azure takes its key in `api-key` and its version in the query; Azure's `/openai/v1` does as OpenAI does. */
export function isClassicAzure(baseUrl: string): boolean {
  return URL.parse(baseUrl)?.pathname.toLowerCase().includes('/openai/deployments/') ?? false;
}

function hasCredentials(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.username !== '' || url.password !== '');
}

function headersOf(text: string): Record<string, string> | null {
  const parsed = z.record(z.string().regex(HEADER_NAME), z.string().regex(HEADER_VALUE)).safeParse(jsonOf(text));
  if (!parsed.success) return null;
  const headers = Object.entries(parsed.data).map(([name, value]) => [name.toLowerCase(), value] as const);
  return headers.some(([name]) => NOT_OURS.has(name)) ? null : Object.fromEntries(headers);
}

function originsOf(text: string): ImageOrigins | null {
  const origins = new Set<string>();
  const addresses = new BlockList();
  for (const entry of text.split(',').map((part) => part.trim()).filter(Boolean)) {
    if (!addOrigin(origins, addresses, entry) && !addRange(addresses, entry)) return null;
  }
  return { origins, addresses };
}

/** An origin that is an address, or this machine by name, is allowed to be one. */
function addOrigin(origins: Set<string>, addresses: BlockList, entry: string): boolean {
  const url = URL.parse(entry);
  if (url === null || !['http:', 'https:'].includes(url.protocol) || hasCredentials(entry) || url.pathname + url.search + url.hash !== '/') return false;
  origins.add(url.origin);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) addRange(addresses, host);
  if (host === 'localhost') for (const range of LOOPBACK) addRange(addresses, range);
  return true;
}

/** An address, or a range such as `10.0.0.0/8`. */
function addRange(addresses: BlockList, entry: string): boolean {
  const [, address = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
  const family = isIP(address);
  if (family === 0) return false;
  const bits = family === 4 ? 32 : 128;
  const length = Number(prefix ?? bits);
  if (length <= bits) addresses.addSubnet(address, length, family === 4 ? 'ipv4' : 'ipv6');
  return length <= bits;
}

/** Often written without its scheme. */
function proxyOf(text: string): string | null {
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  return url !== null && ['http:', 'https:'].includes(url.protocol) ? url.href : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function invalid(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}
