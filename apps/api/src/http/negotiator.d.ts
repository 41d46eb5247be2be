/** What we use of it. `@types/negotiator` does not know `preferred`, which decides between codings the client likes equally. */
declare module 'negotiator' {
  class Negotiator {
    constructor(request: { readonly headers: import('node:http').IncomingHttpHeaders });
    /** Those of `available` that `Accept-Encoding` allows, best first. */
    encodings(available: readonly string[], options: { readonly preferred: readonly string[] }): string[];
  }
  export = Negotiator;
}
