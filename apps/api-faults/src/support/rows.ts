import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Server } from '@vitrine/test-server';
import SqliteDatabase from 'better-sqlite3';

export interface ImageRow {
  readonly id: string;
  readonly owner_id: string;
  readonly filename: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly thumbhash: string | null;
  readonly generation_id: string | null;
  readonly deleted_at: number | null;
}

interface Sums {
  readonly images: number;
  readonly bytes: number;
  readonly trashed: number;
  readonly trashed_bytes: number;
}

/** One look at the rows of a server, beside it or when it is down. */
export function query<T>(server: Server, sql: string, ...values: unknown[]): T[] {
  const db = new SqliteDatabase(join(server.data, 'vitrine.db'), { readonly: true, timeout: 5000 });
  try {
    return db.prepare(sql).all(...values) as T[];
  } finally {
    db.close();
  }
}

export function change(server: Server, sql: string, ...values: unknown[]): void {
  const db = new SqliteDatabase(join(server.data, 'vitrine.db'), { timeout: 5000 });
  try {
    db.prepare(sql).run(...values);
  } finally {
    db.close();
  }
}

export function imagesOf(server: Server): ImageRow[] {
  return query<ImageRow>(server, 'select id, owner_id, filename, sha256, bytes, thumbhash, generation_id, deleted_at from images order by id');
}

/** True when no generation is under way and every thumbnail is made, or given up. */
export function isAtRest(server: Server): boolean {
  const [{ busy } = { busy: 1 }] = query<{ busy: number }>(server, `select count(*) as busy from generations where status in ('queued', 'running')`);
  return busy === 0 && imagesOf(server).every((row) => row.thumbhash !== null);
}

/** Every way in which the rows contradict each other or the files. Empty is well. */
export function contradictions(server: Server): string[] {
  return [...ofDatabase(server), ...ofFiles(server), ...ofCounters(server), ...ofGenerations(server)];
}

function ofDatabase(server: Server): string[] {
  const integrity = query<{ integrity_check: string }>(server, 'pragma integrity_check').map((row) => row.integrity_check).filter((said) => said !== 'ok');
  const foreign = query<{ table: string }>(server, 'pragma foreign_key_check').map((row) => `a row of ${row.table} leads nowhere`);
  const unfound = query<{ id: string }>(server, 'select id from images where id not in (select image_id from image_search_ids)').map(({ id }) => `image ${id} cannot be found by words`);
  const ghosts = query<{ id: string }>(server, 'select image_id as id from image_search_ids where image_id not in (select id from images)').map(({ id }) => `image ${id} is gone and found by words`);
  return [...integrity, ...foreign, ...unfound, ...ghosts];
}

function ofFiles(server: Server): string[] {
  return imagesOf(server).flatMap((row) => {
    const path = placesOf(server, row).find((place) => existsSync(place));
    if (path === undefined) return [`image ${row.filename} has a row and no file`];
    const bytes = readFileSync(path);
    if (bytes.byteLength !== row.bytes) return [`image ${row.filename} has ${String(bytes.byteLength)} bytes of ${String(row.bytes)}`];
    return createHash('sha256').update(bytes).digest('hex') === row.sha256 ? [] : [`image ${row.filename} has other bytes than its row says`];
  });
}

/** Where the row says, and where a move that was cut short leaves it. */
function placesOf(server: Server, row: ImageRow): string[] {
  const areas = row.deleted_at === null ? ['images', 'trash'] : ['trash', 'images'];
  return areas.map((area) => join(server.uploads, area, `user-${row.owner_id}`, row.filename));
}

function ofCounters(server: Server): string[] {
  const counted = query<Sums & { owner: string }>(
    server,
    `select users.id as owner, coalesce(images, 0) as images, coalesce(bytes, 0) as bytes, coalesce(trashed, 0) as trashed, coalesce(trashed_bytes, 0) as trashed_bytes
     from users left join usage_counters on owner_id = users.id`,
  );
  const rows = imagesOf(server);
  return counted.flatMap(({ owner, ...counts }) => {
    const own = rows.filter((row) => row.owner_id === owner);
    const [library, trash] = [own.filter((row) => row.deleted_at === null), own.filter((row) => row.deleted_at !== null)];
    const true_: Sums = { images: library.length, bytes: sum(library), trashed: trash.length, trashed_bytes: sum(trash) };
    return JSON.stringify(counts) === JSON.stringify(true_) ? [] : [`counted ${JSON.stringify(counts)} of ${JSON.stringify(true_)}`];
  });
}

function ofGenerations(server: Server): string[] {
  const unfinished = query<{ id: string }>(server, `select images.id from images join generations on generations.id = generation_id where status <> 'succeeded'`);
  const open = query<{ id: string }>(server, `select a.id from generation_attempts a join generations g on g.id = a.generation_id where a.outcome = 'started' and g.status <> 'running'`);
  const twice = query<{ id: string }>(server, 'select generation_id as id from generation_attempts group by generation_id having count(*) > 1');
  const missing = query<{ id: string }>(server, `select id from generations g where status = 'succeeded' and not exists (select 1 from generation_attempts a where a.generation_id = g.id and a.outcome = 'ok')`);
  return [
    ...unfinished.map(({ id }) => `image ${id} is of a generation that did not succeed`),
    ...open.map(({ id }) => `the ledger's line ${id} is open, and its generation has ended`),
    ...twice.map(({ id }) => `generation ${id} called the provider more than once`),
    ...missing.map(({ id }) => `generation ${id} succeeded without a line in the ledger`),
  ];
}

/** Files that no row accounts for, temporary ones among them: invisible, and to be swept. */
export function leftOvers(server: Server): string[] {
  const known = new Set(imagesOf(server).flatMap((row) => [...placesOf(server, row), ...thumbnailsOf(server, row)]));
  return ['images', 'trash', 'thumbnails'].flatMap((area) => filesIn(join(server.uploads, area)).filter((path) => !known.has(path)));
}

/** Whatever is kept under the id of an image, wherever: set aside, too. */
export function filesOfImage(server: Server, id: string): string[] {
  return filesIn(server.uploads).map((path) => path.slice(server.uploads.length + 1)).filter((path) => path.includes(id));
}

/** Images whose bytes are not where their row says, though they are somewhere. */
export function misplaced(server: Server): string[] {
  return imagesOf(server).filter((row) => !existsSync(placesOf(server, row)[0] ?? '')).map((row) => row.filename);
}

function thumbnailsOf(server: Server, row: ImageRow): string[] {
  return [256, 512].map((size) => join(server.uploads, 'thumbnails', `user-${row.owner_id}`, `${row.id}-${String(size)}.webp`));
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)).filter((path) => !/\/\.(?:gitkeep|vitrine-store)$/.test(path) && statSync(path).isFile());
}

function sum(rows: readonly ImageRow[]): number {
  return rows.reduce((total, row) => total + row.bytes, 0);
}

/** Adds images whose rows are as that of `filename` but for the prompt. They have no files, and cannot be found by words. */
export function addCopies(server: Server, filename: string, count: number, promptOf: (nth: number) => string): void {
  const db = new SqliteDatabase(join(server.data, 'vitrine.db'), { timeout: 5000 });
  try {
    const row = db.prepare('select * from images where filename = ?').get(filename) as Record<string, unknown>;
    const columns = Object.keys(row);
    const insert = db.prepare(`insert into images (${columns.join(', ')}) values (${columns.map((column) => `@${column}`).join(', ')})`);
    db.transaction(() => {
      for (let nth = 0; nth < count; nth += 1) {
        const id = randomUUID();
        insert.run({ ...row, id, filename: filename.replace(/^[^.]+/, id), sha256: randomBytes(32).toString('hex'), prompt: promptOf(nth) });
      }
    })();
  } finally {
    db.close();
  }
}
