import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Filters } from '@vitrine/contracts';
import SqliteDatabase from 'better-sqlite3';
import { Config } from '../../config/config';
import { Database } from '../../database/database';
import type { Statement } from '../../database/read-thread';
import { ReadThreads } from '../../database/read-threads';
import { imageOf } from '../../testing/pictures';
import { TestApp, type TestUser } from '../../testing/test-app';
import { ImageSearchRepository } from './image-search.repository';
import { LibraryRepository } from './library.repository';

const HERE = new AbortController().signal;
const IMAGES = 5;

/** Runs statements here, and counts how often they ask for time. */
class CountingThreads extends ReadThreads {
  asked = 0;
  private readonly database: SqliteDatabase.Database;

  constructor(config: Config) {
    super(config);
    this.database = new SqliteDatabase(config.databaseFile, { readonly: true });
    this.database.function('has_time', { deterministic: false, varargs: true }, () => { this.asked += 1; return 1; });
    this.database.function('contains_words', { varargs: true }, () => 0);
  }

  override async *stream<Row>(_owner: string, { sql, parameters }: Statement): AsyncGenerator<readonly Row[], void> {
    yield this.database.prepare(sql).all(...parameters) as Row[];
  }

  override async onApplicationShutdown(): Promise<void> {
    this.database.close();
    await super.onApplicationShutdown();
  }
}

describe('a statement that may read all rows of a library', () => {
  let app: TestApp;
  let alice: TestUser;
  let threads: CountingThreads;
  let library: LibraryRepository;
  beforeAll(async () => {
    app = await TestApp.start();
    alice = await app.register();
    for (let made = 0; made < IMAGES; made += 1) await imageOf(app, alice);
    const { images } = await app.as(alice).json<{ images: { filename: string }[] }>('/api/ai/my-images');
    await app.as(alice).post('/api/ai/images/tags', { filenames: images.map(({ filename }) => filename), add: ['all'] });
    threads = new CountingThreads(app.get(Config));
    library = new LibraryRepository(app.get(Database), app.get(ImageSearchRepository), threads);
  });
  beforeEach(() => { threads.asked = 0; });
  afterAll(async () => {
    await threads.onApplicationShutdown();
    await app.stop();
  });

  it.each<[string, Filters]>([
    ['a model', { model: 'sketch-1', favorite: 'true' }], ['a shape', { shape: 'portrait' }], ['favourites', { favorite: 'true' }], ['a source', { source: 'imported' }],
    ['a tag', { tag: 'all', favorite: 'true' }], ['a short word', { q: 'qz' }],
    ['all at once', { model: 'sketch-1', shape: 'portrait', favorite: 'true', source: 'imported', q: 'no' }],
  ])('asks for time for each row that it reads, also when it finds none: %s', async (_name, filters) => {
    const pages = { limit: 10, cursor: null, order: 'newest' as const };

    for (const read of [() => library.page(alice.id, filters, pages, HERE), () => library.count(alice.id, filters, HERE)]) {
      threads.asked = 0;
      await read();
      expect(threads.asked).toBeGreaterThanOrEqual(IMAGES);
    }
  });

  it('is the index of all, and what there is to filter by', async () => {
    const read = async (what: () => Promise<unknown>) => {
      threads.asked = 0;
      await what();
      return threads.asked;
    };

    expect(await read(() => library.columns(alice.id, {}, 'newest', HERE).next())).toBeGreaterThanOrEqual(IMAGES);
    expect(await read(() => library.models(alice.id, HERE))).toBeGreaterThanOrEqual(1);
    expect(await read(() => library.tags(alice.id, HERE))).toBeGreaterThanOrEqual(IMAGES);
  });
});
