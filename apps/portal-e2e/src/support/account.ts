import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Album, Generation, Image, ImagePage, Session } from '@vitrine/contracts';
import type { Server } from '@vitrine/test-server';
import type { Person } from './people';

/** An account seen from behind the portal: what the API lists, and what lies in its folder. */
export class Account {
  readonly id: string;
  private readonly server: Server;
  private readonly token: string;

  private constructor(server: Server, session: Session) {
    this.server = server;
    this.id = session.user.id;
    this.token = session.accessToken;
  }

  static async of(server: Server, { email, password }: Person): Promise<Account> {
    return new Account(server, await said<Session>(server, '/api/auth/login', { email, password }));
  }

  static async made(server: Server, person: Person): Promise<Account> {
    return new Account(server, await said<Session>(server, '/api/auth/register', person));
  }

  async listed(): Promise<readonly Image[]> {
    const answer = await fetch(`${this.server.url}/api/ai/my-images`, { headers: { Authorization: `Bearer ${this.token}` } });
    return ((await answer.json()) as ImagePage).images;
  }

  /** The names in the folder of this person's images. */
  async folder(area: 'images' | 'trash' = 'images'): Promise<readonly string[]> {
    return readdir(join(this.server.uploads, area, `user-${this.id}`)).catch(() => []);
  }

  /** Drawn by the server without a browser, for stories that begin with images. */
  async make(prompt: string, more: Record<string, unknown> = {}): Promise<Generation> {
    return said<Generation>(this.server, '/api/ai/generate-image', { prompt, ...more }, this.token);
  }

  /** A new album of these. */
  async collect(name: string, images: readonly Image[]): Promise<void> {
    const { id } = await said<Album>(this.server, '/api/ai/albums', { name }, this.token);
    if (images.length > 0) await said<Album>(this.server, `/api/ai/albums/${id}/images`, { filenames: images.map(({ filename }) => filename) }, this.token);
  }

  /** Into the trash. */
  async discard(filename: string): Promise<void> {
    const answer = await fetch(`${this.server.url}/api/ai/images/${filename}`, { method: 'DELETE', headers: { Authorization: `Bearer ${this.token}` } });
    if (!answer.ok) throw new Error(`not moved to trash: ${String(answer.status)}`);
  }

  /** The same where failing is what is wanted. */
  async tryToMake(prompt: string, more: Record<string, unknown> = {}): Promise<void> {
    const answer = await posted(this.server, '/api/ai/generate-image', { prompt, ...more }, this.token);
    if (answer.ok) throw new Error('an image was made');
  }
}

async function said<T>(server: Server, path: string, body: unknown, token?: string): Promise<T> {
  const answer = await posted(server, path, body, token);
  if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
  return (await answer.json()) as T;
}

function posted(server: Server, path: string, body: unknown, token?: string): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) };
  return fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
}
