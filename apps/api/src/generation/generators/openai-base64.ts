import { rasterTypeOf } from './raster-type';

/** `data:image/png;base64,`, with any parameters and spaces, in any case; some leave out its scheme, some put it in quotes. */
const DATA_URL = /^["']?(?:data:|image\/)[^,]{0,200};\s*base64\s*,/i;
/** Of a text in quotes; Python writes `b'…'` for bytes. */
const QUOTES = /^b?["']|["']$/g;
/** A data URL that does not say base64. */
const ESCAPED = /^\s{0,20}data:image\/[^,]{0,200},/i;
const BEGINNING = 16;

export function isDataUrl(text: string): boolean {
  return /^\s{0,20}data:/i.test(text);
}

/** Reads base64 and base64url, with or without padding, line breaks and the beginning of a data URL. Null for anything else. */
export function decodeBase64(text: string): Uint8Array | null {
  const trimmed = text.trimStart();
  const prefix = DATA_URL.exec(trimmed.slice(0, 300))?.[0] ?? '';
  const base64 = unescaped(trimmed.slice(prefix.length)).replace(/\s+/g, '').replace(QUOTES, '');
  const bytes = Buffer.from(base64, 'base64');
  // The decoder skips what it does not know, and then gives fewer bytes.
  return bytes.length > 0 && bytes.length === Buffer.byteLength(base64, 'base64') ? bytes : null;
}

/** Whether a text is a data URL of an image, or the beginning of an image in base64. */
export function isImageText(text: string): boolean {
  return /^\s{0,20}data:image\//i.test(text) || rasterTypeOf(decodeBase64(text.slice(0, BEGINNING)) ?? new Uint8Array()) !== null;
}

/** The bytes of a data URL that has them percent-encoded (RFC 2397). Null for anything else. */
export function decodeEscaped(text: string): Uint8Array | null {
  const prefix = ESCAPED.exec(text.slice(0, 300))?.[0];
  if (prefix === undefined) return null;
  const characters = text.slice(prefix.length).replace(/%([0-9a-f]{2})/gi, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const bytes = Buffer.from(characters, 'latin1');
  return rasterTypeOf(bytes) ? bytes : decodeBase64(characters);
}

/** A data URL may escape the signs of base64 that mean something in a URL. */
function unescaped(base64: string): string {
  return base64.includes('%') ? base64.replace(/%(?:2B|2F|3D|0A|0D)/gi, (escape) => decodeURIComponent(escape)) : base64;
}
