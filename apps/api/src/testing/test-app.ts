import 'reflect-metadata';
import '../http/request';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Register, Session } from '@vitrine/contracts';
import { createApp } from '../app';
import type { Adapters } from '../adapters';
import { ADAPTERS } from '../app.module';
import { type Config, readConfig } from '../config/config';
import { Reconciler } from '../maintenance/reconciler';
import { InlineThumbnailMaker } from '../images/thumbnails/inline-thumbnail-maker';
import { Client, type Credentials } from './client';

export const PASSWORD = 'an unremarkable sentence';

/** Somebody with an account, signed in. */
export interface TestUser extends Credentials {
  readonly id: string;
  readonly email: string;
  readonly session: Session;
}

/**
 * The whole application over HTTP, on a port and in folders of its own.
 *
 *     const app = await TestApp.start();          // TestApp.start({ REGISTRATION: 'false' }): any setting; a second argument: any adapter
 *     const alice = await app.register();
 *     await app.as(alice).get('/api/auth/me');    // a fetch Response; app.as(null) is nobody
 *     app.get(SomeService);                       // what Nest injects
 *     await app.restart();                        // same data, another process in effect; with other settings when they are given
 *     await app.stop();                           // and the folders are gone
 */
export class TestApp {
  private static users = 0;

  private constructor(
    readonly folder: string,
    private settings: Readonly<Record<string, string>>,
    private readonly adapters: Partial<Adapters>,
    private running: NestExpressApplication,
  ) {}

  static async start(settings: Readonly<Record<string, string>> = {}, adapters: Partial<Adapters> = {}): Promise<TestApp> {
    const folder = await mkdtemp(join(tmpdir(), 'vitrine-test-'));
    const all = { PORT: '0', PUBLIC_URL: 'http://localhost', LOG_LEVEL: 'silent', DATA_DIR: join(folder, 'data'), UPLOADS_DIR: join(folder, 'uploads'), ...settings };
    const app = new TestApp(folder, all, adapters, await boot(all, adapters));
    // Its first run would otherwise repair what a spec has just damaged.
    await app.get(Reconciler).idle();
    return app;
  }

  get config(): Config {
    return readConfig(this.settings);
  }

  /** `http://127.0.0.1:{port}`; another one after a restart. */
  get url(): string {
    return `http://127.0.0.1:${String((this.running.getHttpServer().address() as AddressInfo).port)}`;
  }

  get nest(): NestExpressApplication {
    return this.running;
  }

  get<T>(token: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.running.get(token as Type<T>, { strict: false });
  }

  /** A new account with an address nobody has yet. */
  async register(account: Partial<Register> = {}): Promise<TestUser> {
    TestApp.users += 1;
    const email = `user-${String(TestApp.users)}@example.com`;
    return this.signedIn(await this.as(null).post('/api/auth/register', { email, password: PASSWORD, ...account }));
  }

  /** The same account on another device. */
  async signIn(user: Pick<TestUser, 'email'>, password = PASSWORD): Promise<TestUser> {
    return this.signedIn(await this.as(null).post('/api/auth/login', { email: user.email, password }));
  }

  /** Speaks with the access token of `credentials`, and with nobody's when there are none. */
  as(credentials: Pick<Credentials, 'accessToken'> | null): Client {
    return new Client(() => this.url, credentials === null ? {} : { authorization: `Bearer ${credentials.accessToken}` });
  }

  /** Speaks with cookies alone, as an `<img>` or a page that has just been opened. */
  withCookies(cookies: Readonly<Record<string, string>>): Client {
    const cookie = Object.entries(cookies).map(([name, value]) => `${name}=${value}`);
    return new Client(() => this.url, { cookie: cookie.join('; ') });
  }

  async restart(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.running.close();
    this.settings = { ...this.settings, ...settings };
    this.running = await boot(this.settings, this.adapters);
  }

  async stop(): Promise<void> {
    await this.running.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async signedIn(response: Response): Promise<TestUser> {
    if (!response.ok) throw new Error(`Signing in was answered ${String(response.status)}: ${await response.text()}`);
    const session = (await response.json()) as Session;
    const { id, email } = session.user;
    return { id, email, session, accessToken: session.accessToken, cookies: cookiesOf(response) };
  }
}

/** The cookies an answer sets, by name; the attributes are left out. */
export function cookiesOf(response: Response): Record<string, string> {
  const pairs = response.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0] ?? '');
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

async function boot(settings: Readonly<Record<string, string>>, adapters: Partial<Adapters>): Promise<NestExpressApplication> {
  const app = await createApp(readConfig(settings), { ...ADAPTERS, thumbnailMaker: () => new InlineThumbnailMaker(), ...adapters });
  await app.listen(0, '127.0.0.1');
  return app;
}
