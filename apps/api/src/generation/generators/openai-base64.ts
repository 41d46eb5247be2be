/** `data:image/png;base64,`, with any parameters and spaces, in any case; some leave out its scheme, some put it in quotes. */
const DATA_URL = /^["']?(?:data:|image\/)[^,]{0,200};\s*base64\s*,/i;
const QUOTES = /^["']|["']$/g;

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

/** A data URL may escape the signs of base64 that mean something in a URL. */
function unescaped(base64: string): string {
  return base64.includes('%') ? base64.replace(/%(?:2B|2F|3D|0A|0D)/gi, (escape) => decodeURIComponent(escape)) : base64;
}
