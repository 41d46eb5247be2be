import { type BeforeApplicationShutdown, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { LibraryVersionRepository } from './library-version.repository';
import { LiveNews } from './live-news';

/** Another process changes rows without a signal here. */
const LOOK_AGAIN_MS = 2000;

/** Finds out which libraries other processes have changed: one look at the database for all streams that are open. */
@Injectable()
export class LibraryWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private known = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private looking = false;

  constructor(
    private readonly news: LiveNews,
    private readonly versions: LibraryVersionRepository,
    private readonly logger: PinoLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => { void this.look(); }, LOOK_AGAIN_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Signals every library whose version is another than at the last look, or was not looked at then. Never rejects: it is looked at again. */
  async look(): Promise<void> {
    const owners = this.news.owners();
    if (owners.length === 0 || this.looking) return;
    this.looking = true;
    try {
      const versions = await this.versions.versionsOf(owners);
      for (const [owner, version] of versions) if (this.known.get(owner) !== version) this.news.signalLibrary(owner);
      this.known = versions;
    } catch (err) {
      this.logger.warn({ event: 'live.look-failed', err }, 'the versions of libraries could not be read');
    } finally {
      this.looking = false;
    }
  }
}
