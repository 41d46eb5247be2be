import type { Image } from '@vitrine/contracts';

type MimeType = Image['mimeType'];

const SIGNATURES: readonly (readonly [MimeType, readonly (readonly [offset: number, text: string])[]])[] = [
  ['image/png', [[0, '\x89PNG\r\n\x1a\n']]],
  ['image/jpeg', [[0, '\xff\xd8\xff']]],
  ['image/webp', [[0, 'RIFF'], [8, 'WEBP']]],
];

/** What the first bytes say the file is, of the types we keep; null for anything else. */
export function rasterTypeOf(bytes: Uint8Array): MimeType | null {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const found = SIGNATURES.find(([, marks]) => marks.every(([offset, text]) => head.startsWith(text, offset)));
  return found?.[0] ?? null;
}
