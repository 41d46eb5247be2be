import type { Generation, Image, ImagePage, Session } from '@vitrine/contracts';
import { type Answer, exchange, type Outgoing } from './exchange';

export const PASSWORD = 'an unremarkable sentence';

type Headers = Readonly<Record<string, string>>;
type CookieKind = 'refresh' | 'media';
type Rest = Omit<Outgoing, 'method' | 'path'>;

/** Somebody who sends requests to one server, always with the same headers. */
export class Client {
  constructor(
    readonly base: string,
    readonly headers: Headers = {},
  ) {}

  send(method: string, path: string, { headers = {}, body, enoughAfterMs }: Rest = {}): Promise<Answer> {
    return exchange(this.base, { method, path, body, enoughAfterMs, headers: { ...this.headers, ...headers } });
  }

  get(path: string, headers: Headers = {}): Promise<Answer> {
    return this.send('GET', path, { headers });
  }

  post(path: string, body?: unknown, headers: Headers = {}): Promise<Answer> {
    return this.send('POST', path, { headers, body });
  }

  delete(path: string): Promise<Answer> {
    return this.send('DELETE', path);
  }

  /** The body of an answer that must be a success. */
  async read<T>(path: string): Promise<T> {
    return succeeded<T>(await this.get(path), `GET ${path}`);
  }
}

/** An account with one device signed in. */
export class Person extends Client {
  private static registered = 0;

  private constructor(
    base: string,
    readonly session: Session,
    /** By name. */
    readonly cookies: Headers,
  ) {
    super(base, { authorization: `Bearer ${session.accessToken}` });
  }

  static async register(base: string, name = 'person'): Promise<Person> {
    Person.registered += 1;
    const email = `${name}-${String(Person.registered)}-${String(process.pid)}@example.com`;
    return Person.signedIn(base, await new Client(base).post('/api/auth/register', { email, password: PASSWORD }));
  }

  get id(): string {
    return this.session.user.id;
  }

  get email(): string {
    return this.session.user.email;
  }

  /** The same account on another device. */
  async signInAgain(): Promise<Person> {
    return Person.signedIn(this.base, await new Client(this.base).post('/api/auth/login', { email: this.email, password: PASSWORD }));
  }

  /** The value of the refresh or the media cookie. */
  cookie(kind: CookieKind): string {
    return this.cookies[cookieName(this.base, kind)] ?? '';
  }

  /** Speaks with these cookies of theirs, and with no token. */
  withCookies(...kinds: CookieKind[]): Client {
    return new Client(this.base, { cookie: kinds.map((kind) => `${cookieName(this.base, kind)}=${this.cookie(kind)}`).join('; ') });
  }

  async generates(prompt: string, wanted: Readonly<Record<string, unknown>> = {}): Promise<Generation> {
    return succeeded<Generation>(await this.post('/api/ai/generate-image', { prompt, ...wanted }), 'generate-image');
  }

  /** One image. */
  async makes(prompt: string, wanted: Readonly<Record<string, unknown>> = {}): Promise<Image> {
    const [image] = (await this.generates(prompt, wanted)).images;
    if (!image) throw new Error(`no image came of ${prompt}`);
    return image;
  }

  images(query = ''): Promise<ImagePage> {
    return this.read<ImagePage>(`/api/ai/my-images${query}`);
  }

  private static signedIn(base: string, answer: Answer): Person {
    return new Person(base, succeeded<Session>(answer, 'signing in'), cookiesOf(answer));
  }
}

/** The port of the public address is a part of the names. */
export function cookieName(base: string, kind: CookieKind): string {
  return `vitrine_${kind}_${new URL(base).port}`;
}

function cookiesOf(answer: Answer): Record<string, string> {
  const pairs = (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';', 1)[0] ?? '');
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

function succeeded<T>(answer: Answer, what: string): T {
  if (answer.status < 200 || answer.status > 299) throw new Error(`${what} was answered ${String(answer.status)}: ${answer.text}`);
  return answer.json<T>();
}
