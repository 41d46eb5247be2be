import type { ImageOrigins } from '../../config/openai-settings';
import { type GenerationFailure, noImage } from './generation-failure';
import { decodeBase64 } from './openai-base64';
import { isForbiddenHost } from './openai-dispatcher';
import { type Exchange, isPrivateAddress } from './openai-exchange';
import { rasterTypeOf } from './raster-type';
import { safeHost } from './safe-token';

const REDIRECTS_MAX = 3;
const REDIRECTED = new Set([301, 302, 303, 307, 308]);
/** An address that is signed already may refuse a key beside it. */
const KEY_REFUSED = new Set([400, 401, 403]);

export interface DownloadContext {
  readonly exchange: Exchange;
  /** The service's own, where its headers may be sent. */
  readonly baseUrl: URL;
  /** The key and what else the service wants. */
  readonly headers: Readonly<Record<string, string>>;
  readonly imageOrigins: ImageOrigins;
  readonly signal: AbortSignal;
  readonly prompt: string;
}

/**
 * Fetches an image that an answer gave by address: from the service itself, with the key, or from a listed origin,
 * without it. Any other address could be that of any machine which this server reaches, and is refused.
 */
export async function downloadImage(address: string, context: DownloadContext): Promise<Uint8Array> {
  const { baseUrl, headers } = context;
  const url = allowed(URL.parse(address, baseUrl), context);
  let response = await fetchAllowed(url, url.origin === baseUrl.origin ? headers : {}, context);
  if (url.origin === baseUrl.origin && KEY_REFUSED.has(response.status)) {
    await discard(response);
    response = await fetchAllowed(url, {}, context);
  }
  if (response.status !== 200) {
    await discard(response);
    throw noImage(`the address of an image answered ${String(response.status)}`);
  }
  const bytes = Buffer.from(await response.arrayBuffer());
  return imageInText(bytes) ?? bytes;
}

/** An address may answer with the base64 of an image. */
function imageInText(bytes: Buffer): Uint8Array | null {
  const decoded = rasterTypeOf(bytes) ? null : decodeBase64(bytes.toString('latin1'));
  return decoded && rasterTypeOf(decoded) ? decoded : null;
}

/** Follows redirects as far as every address on the way is allowed; the key is not sent along. */
async function fetchAllowed(url: URL, headers: Readonly<Record<string, string>>, context: DownloadContext): Promise<Response> {
  const { exchange, baseUrl, signal } = context;
  let next = { url, headers };
  for (let redirects = 0; ; redirects += 1) {
    const response = await exchange.fetchImage(next.url, next.headers, next.url.origin === baseUrl.origin, signal).catch((error: unknown) => {
      throw isPrivateAddress(error) ? refused(next.url, 'it resolves to a private address that OPENAI_IMAGE_ORIGINS does not list', context) : error;
    });
    const location = REDIRECTED.has(response.status) ? response.headers.get('location') : null;
    if (location === null) return response;
    await discard(response);
    if (redirects === REDIRECTS_MAX) throw noImage('the address of an image redirects too often');
    next = { url: allowed(URL.parse(location, next.url), context), headers: {} };
  }
}

/** Closes the connection of a response whose body is not wanted. An error of the connection changes nothing any more. */
async function discard(response: Response): Promise<void> {
  await response.body?.cancel().catch(() => undefined);
}

/** @throws GenerationFailure that names the setting, for the log. */
function allowed(url: URL | null, context: DownloadContext): URL {
  const { baseUrl, imageOrigins } = context;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) throw noImage('the address of an image is no http or https address');
  url.username = '';
  url.password = '';
  if (url.origin === baseUrl.origin) return url;
  if (!imageOrigins.origins.has(url.origin)) throw refused(url, 'OPENAI_IMAGE_ORIGINS does not list it', context);
  if (isForbiddenHost(url.hostname, imageOrigins.addresses)) throw refused(url, 'its address is private and OPENAI_IMAGE_ORIGINS does not list it', context);
  return url;
}

/** The origin is what an operator has to list. Its path and query may be secret. */
function refused(url: URL, why: string, { prompt }: DownloadContext): GenerationFailure {
  const origin = safeHost(url.host, prompt) === null ? '' : ` (${url.origin})`;
  return noImage(`an image is on another origin${origin}: ${why}`);
}
