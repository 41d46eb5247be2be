import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Image } from '@vitrine/contracts';
import sharp from 'sharp';
import { Database } from '../../database/database';
import type { ImageRow } from '../../database/schema';
import { proveImage } from '../../generation/generators/prove-image';
import { ImageRepository } from '../../images/image.repository';
import { ImagesService } from '../../images/images.service';
import { ImageSearchRepository } from '../../images/search/image-search.repository';
import { keyOf, pathOf } from '../../images/storage/image-key';
import { UsageRepository } from '../../images/usage.repository';
import { TestApp, type TestUser } from '../../testing/test-app';
import type { Voice } from '../cli/run-cli';
import { Doctor } from '../doctor';

/** A running application, with what a spec needs to spoil its files. */
export class House {
  private constructor(readonly app: TestApp) {}

  static async open(settings: Readonly<Record<string, string>> = {}): Promise<House> {
    return new House(await TestApp.start(settings));
  }

  get uploads(): string {
    return this.app.config.uploadsDir;
  }

  /** Stored as a generation would store it. */
  async imageOf(owner: Pick<TestUser, 'id'>, prompt = 'a lighthouse'): Promise<ImageRow> {
    const proven = await proveImage(await picture());
    const facts = { revisedPrompt: null, provider: 'sketch', model: 'sketch', quality: null, source: 'generated', generationId: null, conversationId: null } as const;
    const row = await this.app.get(ImagesService).prepare(owner.id, { ...proven, prompt, ...facts });
    await this.app.get(Database).atomically((on) => this.app.get(ImageRepository).insert(owner.id, row, on));
    return row;
  }

  /** All that the doctor finds by looking deep, but for thumbnails, which may be in the making. */
  async damage(): Promise<string[]> {
    const { findings } = await this.app.get(Doctor).examine({ deep: true, graceMs: -1000, settleMs: 0 });
    return findings.map(({ kind, path }) => `${kind} ${path}`).filter((finding) => !finding.includes(' thumbnails/'));
  }

  /** As if the process had ended between the bytes and the row. */
  async dropRow(id: string): Promise<void> {
    await this.app.get(Database).atomically(async (on) => {
      const row = await on.selectFrom('images').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      await this.app.get(ImageSearchRepository).remove(row.owner_id, [id], on);
      await on.deleteFrom('images').where('id', '=', id).execute();
      await this.app.get(UsageRepository).add(row.owner_id, { images: -1, bytes: -row.bytes }, on);
    });
  }

  /** Where the row says its file is. */
  fileOf(row: ImageRow): string {
    return join(this.uploads, pathOf(keyOf(row)));
  }

  async plant(path: string, bytes: Uint8Array | string = 'bytes'): Promise<string> {
    const full = join(this.uploads, path);
    await mkdir(dirname(full), { recursive: true });
    await writeFile(full, bytes);
    return full;
  }

  async listOf(user: TestUser): Promise<{ images: Image[]; total: number }> {
    return this.app.as(user).json<{ images: Image[]; total: number }>('/api/ai/my-images');
  }

  stop(): Promise<void> {
    return this.app.stop();
  }
}

/** A PNG that no other is like. */
export function picture(format: 'png' | 'jpeg' | 'webp' = 'png'): Promise<Buffer> {
  const noise = createHash('shake256', { outputLength: 16 * 16 * 3 }).update(randomUUID()).digest();
  return sharp(noise, { raw: { width: 16, height: 16, channels: 3 } }).toFormat(format).toBuffer();
}

/** Says when files were last changed. Their age counts from then, but never from before this call. */
export async function dateFiles(files: readonly string[], at: number): Promise<void> {
  for (const file of files) await utimes(file, at / 1000, at / 1000);
}

/** Every file under a folder by its path, with the SHA-256 of its bytes. */
export async function filesUnder(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
  const hashed = files.map(async (file) => [file.slice(folder.length + 1), sha256(await readFile(file))] as const);
  return Object.fromEntries(await Promise.all(hashed));
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Hears what a program says. */
export class Listener implements Voice {
  readonly said: string[] = [];
  readonly warned: string[] = [];

  say(line: string): void {
    this.said.push(line);
  }

  warn(line: string): void {
    this.warned.push(line);
  }
}
