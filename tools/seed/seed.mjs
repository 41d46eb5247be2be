import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { v7 as uuidv7 } from 'uuid';

const SHAPES = [[96, 64], [64, 96], [80, 80], [112, 63], [63, 112]];
const PICTURES = 200;
/** So many that no device catches up by a delta: there is no log of what a seeder does. */
const VERSIONS = 10_000;
const DAY_MS = 24 * 60 * 60 * 1000;
const SUBJECTS = ['lighthouse', 'mountain lake', 'city skyline', 'desert', 'forest path', 'ringed planet', 'hot-air balloon', 'vase of flowers', 'wooden boat', 'red fox'];
const LIGHTS = ['at dusk', 'at dawn', 'under stars', 'in the rain', 'in morning fog', 'at noon'];

/**
 * Gives a user `count` images: real files, their thumbnails and rows, spread evenly over `days` days up to now.
 * The server may run meanwhile. Small pictures, so that a hundred thousand fit on any disk; images that are the same
 * picture are names of the same bytes there, each of which can be read, moved and deleted by itself. `promptOf` gives
 * the prompt of the image with that number, in ASCII.
 */
export async function seed({ databaseFile, uploadsDir, email, count, days = 700, now = Date.now(), promptOf = promptOfStudy }) {
  const db = new SqliteDatabase(databaseFile, { timeout: 10_000 });
  const user = db.prepare('select id from users where email = ?').get(email);
  if (!user) throw new Error(`nobody has the address ${email}: sign up first`);
  const pictures = await Promise.all(Array.from({ length: PICTURES }, (_, i) => picture(i)));
  const folders = foldersOf(uploadsDir, user.id);
  const rows = Array.from({ length: count }, (_, i) => rowOf(user.id, pictures[(i * 7) % PICTURES], now - Math.floor((days * DAY_MS * (count - i)) / count), promptOf(i), i));
  const place = placer();
  for (const { row, picture: { original, small, large } } of rows) {
    place(join(folders.images, row.filename), original);
    place(join(folders.thumbnails, `${row.id}-256.webp`), small);
    place(join(folders.thumbnails, `${row.id}-512.webp`), large);
  }
  insert(db, user.id, rows.map(({ row }) => row));
  db.close();
  return rows.map(({ row }) => row);
}

/** Writes bytes once, and then gives them further names: a hundred thousand images take seconds. */
function placer() {
  const written = new Map();
  return (path, bytes) => {
    const known = written.get(bytes);
    if (known === undefined) writeFileSync(path, bytes, { mode: 0o600 });
    else linkSync(known, path);
    written.set(bytes, path);
  };
}

function foldersOf(uploadsDir, owner) {
  const of = (area) => join(uploadsDir, area, `user-${owner}`);
  const folders = { images: of('images'), thumbnails: of('thumbnails') };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folders;
}

async function picture(i) {
  const [width, height] = SHAPES[i % SHAPES.length];
  const hue = (i * 47) % 360;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="hsl(${hue} 45% 62%)"/><circle cx="${(i * 13) % width}" cy="${(i * 29) % height}" r="${8 + (i % 24)}" fill="hsl(${(hue + 150) % 360} 60% 40%)"/></svg>`;
  const original = await sharp(Buffer.from(svg)).png().toBuffer();
  const webp = (edge) => sharp(original).resize(edge, edge, { fit: 'inside', withoutEnlargement: true }).webp({ quality: 72 }).toBuffer();
  const { data, info } = await sharp(original).resize(64, 64, { fit: 'inside' }).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return {
    width, height, original, small: await webp(256), large: await webp(512),
    sha256: createHash('sha256').update(original).digest('hex'),
    thumbhash: Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64'),
  };
}

function promptOfStudy(i) {
  return `A ${SUBJECTS[i % SUBJECTS.length]} ${LIGHTS[i % LIGHTS.length]}, study ${i}`;
}

function rowOf(owner, picture, createdAt, prompt, i) {
  const id = uuidv7({ msecs: createdAt });
  const row = {
    id, owner_id: owner, filename: `${id}.png`, sha256: picture.sha256, mime_type: 'image/png', width: picture.width, height: picture.height,
    bytes: picture.original.length, thumbhash: picture.thumbhash, prompt,
    revised_prompt: null, title: null, provider: 'sketch', model: 'sketch-1', quality: null, favorite: i % 50 === 0 ? 1 : 0, source: 'generated',
    content_credentials: 0, generation_id: null, conversation_id: null, created_at: createdAt, deleted_at: null,
  };
  return { row, picture };
}

function insert(db, owner, rows) {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return;
  const one = db.prepare(`insert into images (${columns.join(', ')}) values (${columns.map((column) => `@${column}`).join(', ')})`);
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  const number = db.prepare('insert into image_search_ids (image_id, words) values (?, ?) returning id').pluck();
  const words = db.prepare('insert into image_search (rowid, owner, words) values (?, ?, ?)');
  const token = searchTokenOf(owner);
  db.transaction(() => {
    for (const row of rows) {
      one.run(row);
      // As the API folds it: these prompts have nothing but the case to fold.
      const text = row.prompt.toLowerCase() + '\n';
      words.run(number.get(row.id, text), token, text);
    }
    db.prepare(
      `insert into usage_counters (owner_id, images, bytes, trashed, trashed_bytes, version) values (@owner, @count, @bytes, 0, 0, @versions)
       on conflict (owner_id) do update set images = images + @count, bytes = bytes + @bytes, version = version + @versions`,
    ).run({ owner, count: rows.length, bytes, versions: VERSIONS });
  })();
}

/** As the API's search marks whose a row is (apps/api/src/database/search-text.ts). */
function searchTokenOf(owner) {
  const hash = createHash('sha256').update(owner).digest();
  return String.fromCodePoint(...[0, 4, 8].map((at) => 0x4e00 + (hash.readUInt32BE(at) % 20_000)));
}
