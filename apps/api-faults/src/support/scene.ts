import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeProvider, startFakeProvider } from '@vitrine/fake-provider';
import { Mount, Tracer } from '@vitrine/faults';
import { Server } from '@vitrine/test-server';
import { Holdings } from './holdings';
import { Person } from './person';
import { contradictions, isAtRest, leftOvers, misplaced } from './rows';
import { pause, until } from './run';

const SLICE = 48;
const SWEEP_GRACE_SECONDS = 2;
/** Hundreds of kills leave hundreds of files, each looked at twice; on a busy machine that took more than a minute. */
const SWEEP_PATIENCE_MS = 180_000;

export interface SceneOptions {
  readonly generator?: 'provider' | 'sketch';
  readonly settings?: Readonly<Record<string, string>>;
  /** Made by the caller, perhaps with file systems of its own in it. */
  readonly folder?: string;
  /** Folders of the uploads that are file systems of their own, such as `trash`; made and unmade as root. */
  readonly volumes?: readonly string[];
}

/** The built product, its provider, somebody who works with it, and somebody else whose things nobody may ever see. */
export class Scene {
  private made = 0;

  private constructor(
    readonly server: Server,
    readonly provider: FakeProvider,
    readonly owner: Person,
    readonly other: Person,
    readonly holdings: Holdings,
    private readonly othersHoldings: Holdings,
    private readonly mounts: readonly Mount[],
  ) {}

  static async set({ generator = 'provider', settings = {}, volumes = [], folder = mkdtempSync(join(tmpdir(), 'vitrine-faults-')) }: SceneOptions = {}): Promise<Scene> {
    const mounts = volumes.map((volume) => Mount.memory(join(folder, 'uploads', volume), 'size=64m,mode=700'));
    const provider = await startFakeProvider();
    const openai = generator === 'provider' ? { OPENAI_BASE_URL: provider.url, OPENAI_API_KEY: 'a-key' } : {};
    const server = await Server.start({ ...SETTINGS, ...openai, ...settings }, { folder });
    const [owner, other] = [await Person.register(server.url, 'alice'), await Person.register(server.url, 'bob')];
    const scene = new Scene(server, provider, owner, other, new Holdings(owner), new Holdings(other), mounts);
    await scene.furnish();
    return scene;
  }

  /** An image of the owner's own, acknowledged. */
  async image(): Promise<string> {
    const image = await this.owner.makes(this.prompt());
    this.holdings.has(image);
    return image.filename;
  }

  /** The owner has nothing any longer, and no folders. */
  async empty(): Promise<void> {
    for (const { filename } of await this.owner.library()) {
      await this.owner.send('DELETE', `/api/ai/images/${filename}?permanent=true`);
      this.holdings.isIn(filename, 'gone');
    }
    for (const area of ['images', 'thumbnails']) rmSync(join(this.server.uploads, area, `user-${this.owner.id}`), { recursive: true, force: true });
  }

  /** That nobody has used before. */
  prompt(): string {
    this.made += 1;
    return `a lighthouse, study ${String(this.made)}`;
  }

  /** Nothing goes on any longer, in front or behind. */
  async rest(): Promise<void> {
    await until('the server comes to rest', () => (isAtRest(this.server) ? true : null), 30_000);
  }

  /** What is not as it was promised, now that the server is well again. */
  async violations(bytes: 'recent' | 'all' = 'recent', holdings = this.holdings): Promise<string[]> {
    await this.owner.keepSignedIn();
    await this.other.keepSignedIn();
    await this.rest();
    return [...contradictions(this.server), ...(await holdings.violations({ bytes })), ...(await this.othersHoldings.violations({ bytes: 'all' }))];
  }

  /** What is left behind, or in the wrong place, when the grace of the sweep is over and the server starts again. */
  async leftAfterSweep(): Promise<string[]> {
    await this.server.stop();
    await pause(SWEEP_GRACE_SECONDS * 1000 + 500);
    await this.server.run({ GENERATION_TIMEOUT_SECONDS: '1', SWEEP_GRACE_SECONDS: String(SWEEP_GRACE_SECONDS) });
    const left = () => [...leftOvers(this.server), ...misplaced(this.server)];
    await until('everything is swept', () => (left().length === 0 ? true : null), SWEEP_PATIENCE_MS).catch(() => undefined);
    return left();
  }

  async clear(): Promise<void> {
    await Tracer.endAll();
    await this.server.stop('SIGKILL');
    for (const mount of this.mounts) mount.unmount();
    await this.server.dispose();
    await this.provider.close();
  }

  private async furnish(): Promise<void> {
    const secrets: Buffer[] = [this.other.id, this.other.email].map((text) => Buffer.from(text));
    for (const word of ['library', 'library', 'trash'] as const) {
      const canary = `canary${randomBytes(6).toString('hex')}`;
      const image = await this.other.makes(`a ${canary}`);
      this.othersHoldings.has(image);
      const { bytes } = await this.other.get(image.url);
      const middle = Math.floor(bytes.byteLength / 2);
      secrets.push(Buffer.from(canary), Buffer.from(image.filename.slice(0, 36)), Buffer.from(image.sha256), bytes.subarray(middle, middle + SLICE));
      if (word !== 'trash') continue;
      await this.other.send('DELETE', image.url);
      this.othersHoldings.isIn(image.filename, 'trash');
    }
    this.owner.foreign = secrets;
    await this.image();
    await this.rest();
  }
}

/** One pool thread, so that a call can be counted; short times, so that a crash is over soon. */
export const SETTINGS: Readonly<Record<string, string>> = {
  LOG_LEVEL: 'warn',
  UV_THREADPOOL_SIZE: '1',
  NODE_COMPILE_CACHE: join(tmpdir(), 'vitrine-faults-compiled'),
  GENERATION_LEASE_SECONDS: '2',
  GENERATION_TIMEOUT_SECONDS: '10',
  SAVE_PATIENCE_SECONDS: '2',
  SHUTDOWN_GRACE_SECONDS: '1',
};
