import { type IncomingHttpHeaders, request } from 'node:http';
import type { Image, ImagePage, Session, TrashPage } from '@vitrine/contracts';

const PASSWORD = 'an unremarkable sentence';
const PATIENCE_MS = 30_000;
const TOKEN_AGE_MS = 8 * 60_000;

export class Answer {
  constructor(
    readonly status: number,
    readonly headers: IncomingHttpHeaders,
    readonly bytes: Buffer,
  ) {}

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  json<T>(): T {
    return JSON.parse(this.bytes.toString('utf8')) as T;
  }

  /** The problem's name; empty for what is none. */
  get problem(): string {
    const isProblem = this.headers['content-type']?.startsWith('application/problem+json');
    return isProblem ? this.json<{ type: string }>().type.replace('/problems/', '') : '';
  }
}

/** The line broke before the answer was whole: what became of the request is not known. */
export class LineBroke extends Error {}

export interface Outgoing {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** An account that speaks to one server, with every request on a connection of its own. */
export class Person {
  /** What no answer to this person may hold: another's words and bytes. */
  foreign: readonly Buffer[] = [];
  private session: Session | null = null;
  private signedInAt = 0;

  private constructor(
    private readonly base: string,
    readonly email: string,
  ) {}

  static async register(base: string, name: string): Promise<Person> {
    const person = new Person(base, `${name}@example.com`);
    await person.signIn('register');
    return person;
  }

  get id(): string {
    if (!this.session) throw new Error('not signed in');
    return this.session.user.id;
  }

  get authorization(): Readonly<Record<string, string>> {
    return { authorization: `Bearer ${this.session?.accessToken ?? ''}` };
  }

  /** Before the token ends, in a run that takes longer than it lives. */
  async keepSignedIn(): Promise<void> {
    if (Date.now() - this.signedInAt > TOKEN_AGE_MS) await this.signIn('login');
  }

  /** Rejects with `LineBroke` when there is no whole answer. */
  async send(method: string, path: string, outgoing: Outgoing = {}): Promise<Answer> {
    const answer = await exchange(this.base, method, path, { ...outgoing, headers: { ...this.authorization, ...outgoing.headers } });
    const told = this.foreign.filter((secret) => answer.bytes.includes(secret) || JSON.stringify(answer.headers).includes(secret.toString('latin1')));
    if (told.length > 0) throw new Error(`${method} ${path} told ${this.email} what is another's: ${told.map((secret) => secret.toString('latin1').slice(0, 60)).join(', ')}`);
    return answer;
  }

  get(path: string): Promise<Answer> {
    return this.send('GET', path);
  }

  post(path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send('POST', path, { body, headers });
  }

  async read<T>(path: string): Promise<T> {
    return succeeded<T>(await this.get(path), `GET ${path}`);
  }

  /** One image, made and answered. */
  async makes(prompt: string): Promise<Image> {
    const answer = await this.post('/api/ai/generate-image', { prompt });
    const [image] = succeeded<{ images: Image[] }>(answer, 'generate-image').images;
    if (!image) throw new Error('no image came');
    return image;
  }

  library(): Promise<Image[]> {
    return this.pages<ImagePage>('/api/ai/my-images');
  }

  trash(): Promise<Image[]> {
    return this.pages<TrashPage>('/api/ai/trash');
  }

  private async pages<Page extends ImagePage | TrashPage>(path: string): Promise<Image[]> {
    const images: Image[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page = await this.read<Page>(`${path}?limit=200${cursor && `&cursor=${cursor}`}`);
      images.push(...page.images);
      cursor = page.nextCursor;
      if (cursor === null && page.total !== images.length) throw new Error(`${path} says ${String(page.total)} and lists ${String(images.length)}`);
    }
    return images;
  }

  private async signIn(how: 'register' | 'login'): Promise<void> {
    const answer = await exchange(this.base, 'POST', `/api/auth/${how}`, { body: { email: this.email, password: PASSWORD } });
    this.session = succeeded<Session>(answer, how);
    this.signedInAt = Date.now();
  }
}

function succeeded<T>(answer: Answer, what: string): T {
  if (!answer.ok) throw new Error(`${what} was answered ${String(answer.status)}: ${answer.bytes.toString('utf8')}`);
  return answer.json<T>();
}

function exchange(base: string, method: string, path: string, { headers = {}, body, signal }: Outgoing): Promise<Answer> {
  const bytes = bytesOf(body);
  const of = bytes ? { 'content-type': 'application/json', 'content-length': String(bytes.byteLength) } : {};
  const { hostname, port } = new URL(base);
  return new Promise((done, failed) => {
    const broke = (error: Error) => { failed(new LineBroke(`${method} ${path}: ${error.message}`, { cause: error })); };
    const outgoing = request({ hostname, port, method, path, agent: false, timeout: PATIENCE_MS, headers: { ...of, ...headers }, ...(signal ? { signal } : {}) }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('error', broke);
      incoming.on('end', () => { done(new Answer(incoming.statusCode ?? 0, incoming.headers, Buffer.concat(parts))); });
    });
    outgoing.on('timeout', () => { failed(new Error(`${method} ${path}: no answer in ${String(PATIENCE_MS)} ms`)); outgoing.destroy(); });
    outgoing.on('error', broke);
    outgoing.end(bytes);
  });
}

/** Bytes go as they are, everything else as JSON. */
function bytesOf(body: unknown): Buffer | undefined {
  if (body === undefined) return undefined;
  return Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
}

/** Null when the line broke: the request may have done its work, or not. */
export async function orBroken(answer: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof LineBroke) return null;
    throw error;
  }
}
