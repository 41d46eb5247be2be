interface HeaderObject {
  readonly description: string;
  readonly schema: { readonly type: 'string' | 'integer'; readonly maxLength?: number; readonly minimum?: number };
  readonly example: string | number;
}

const text = (description: string, example: string, maxLength = 200): HeaderObject => ({ description, schema: { type: 'string', maxLength }, example });

/** Headers of answers that a client can act on. Those that every answer has are left out. */
export const RESPONSE_HEADERS = {
  Location: text('Where the result can be read, as a path of this API', '/api/ai/generations/019a2f60-7c1e-7000-8000-000000000004'),
  'Retry-After': { description: 'Seconds to wait before the next try', schema: { type: 'integer', minimum: 0 }, example: 30 },
  'RateLimit-Policy': text('The limit that was reached: its name, how many requests (`q`) it allows in how many seconds (`w`)', '"account";q=10;w=900'),
  RateLimit: text('What is left of that limit: requests (`r`), and the seconds (`t`) until there are more', '"account";r=0;t=895'),
  ETag: text('Strong, but for the library index; send it as `If-None-Match`', '"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"'),
  'Accept-Ranges': text('Parts can be asked for by `Range`', 'bytes'),
  'Content-Range': text('Which bytes of how many these are; of an unsatisfiable range, `*` and how many there are', 'bytes 0-1023/48213'),
  'Content-Disposition': text('The name to save the file under', 'attachment; filename="a-lighthouse-at-dusk.png"', 2000),
  'Set-Cookie': text('The refresh cookie, the media cookie and the one by which a device is known, one header each: HttpOnly, SameSite=Strict. Signing out empties the first two', 'vitrine_media=; Path=/api/ai/images; Max-Age=0; HttpOnly; SameSite=Strict', 4096),
  'Clear-Site-Data': text('What the browser is to forget', '"cache"'),
  'WWW-Authenticate': text('How to sign in', 'Bearer'),
  'Accept-Encoding': text('With `unsupported-media-type`, when the `Content-Encoding` of the body was refused', 'identity'),
} satisfies Record<string, HeaderObject>;

export type ResponseHeader = keyof typeof RESPONSE_HEADERS;

/** The named headers, each as a reference to its description. */
export function describeHeaders(...names: readonly ResponseHeader[]): { headers?: Record<string, { $ref: string }> } {
  if (names.length === 0) return {};
  return { headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])) };
}
