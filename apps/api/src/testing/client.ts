/** What a signed-in browser holds. */
export interface Credentials {
  readonly accessToken: string;
  /** By name: `vitrine_refresh`, `vitrine_media`; with the port of `PUBLIC_URL` where that has one. */
  readonly cookies: Readonly<Record<string, string>>;
}

type Headers = Readonly<Record<string, string>>;

/** `fetch` with a base and headers; a body that is not a string goes as JSON. Redirects are not followed. */
export class Client {
  constructor(
    private readonly base: () => string,
    private readonly headers: Headers,
  ) {}

  get(path: string, headers: Headers = {}): Promise<Response> {
    return this.send('GET', path, undefined, headers);
  }

  head(path: string, headers: Headers = {}): Promise<Response> {
    return this.send('HEAD', path, undefined, headers);
  }

  post(path: string, body?: unknown, headers: Headers = {}): Promise<Response> {
    return this.send('POST', path, body, headers);
  }

  patch(path: string, body?: unknown, headers: Headers = {}): Promise<Response> {
    return this.send('PATCH', path, body, headers);
  }

  delete(path: string, headers: Headers = {}): Promise<Response> {
    return this.send('DELETE', path, undefined, headers);
  }

  /** The body of an answer that must be a success. */
  async json<T>(path: string): Promise<T> {
    const response = await this.get(path);
    if (!response.ok) throw new Error(`GET ${path} was answered ${String(response.status)}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  with(headers: Headers): Client {
    return new Client(this.base, { ...this.headers, ...headers });
  }

  send(method: string, path: string, body: unknown, headers: Headers): Promise<Response> {
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const type: Headers = body === undefined ? {} : { 'content-type': 'application/json' };
    return fetch(this.base() + path, { method, headers: { ...type, ...this.headers, ...headers }, redirect: 'manual', ...sent });
  }
}
