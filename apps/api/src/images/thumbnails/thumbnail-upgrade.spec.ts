import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { Database } from '../../database/database';
import { InstallationRepository } from '../../database/installation.repository';
import type { ImageRow } from '../../database/schema';
import { imageOf, picture } from '../../testing/pictures';
import { insertPngChunk, withOrientation } from '../../testing/image-chunks';
import { TestApp, type TestUser } from '../../testing/test-app';
import { keyOf, pathOf, thumbnailKeyOf } from '../storage/image-key';
import { UsageRepository } from '../usage.repository';
import { ThumbnailUpgrade } from './thumbnail-upgrade';
import { ThumbnailsService } from './thumbnails.service';

/** What an earlier version kept. */
const OLD = { thumbhash: 'b2xk', width: 64, height: 96 };
const GREEN = { r: 20, g: 200, b: 60 };

describe('the upgrade of thumbnails', () => {
  let app: TestApp;
  let alice: TestUser;
  let old: Buffer;
  beforeEach(async () => {
    app = await TestApp.start();
    alice = await app.register();
    old = await sharp({ create: { width: OLD.width, height: OLD.height, channels: 3, background: 'red' } }).webp().toBuffer();
  });
  afterEach(() => app.stop());

  const canvas = () => sharp({ create: { width: 96, height: 64, channels: 3, background: GREEN } });
  const png16 = () => canvas().toColourspace('rgb16').withIccProfile('p3').png().toBuffer();
  const turnedWebp = () => canvas().webp({ lossless: true }).withExif({ IFD0: { Orientation: '6' } }).toBuffer();
  const cmyk = () => canvas().toColourspace('cmyk').jpeg().toBuffer();
  const linearPng = async () => insertPngChunk(await canvas().png().toBuffer(), 'gAMA', Buffer.from([0, 1, 0x86, 0xa0]));
  const turnedByLong = (format: 'png' | 'jpeg') => async () => withOrientation(await canvas().toFormat(format).toBuffer(), 6, 'LONG');
  const fileOf = (row: ImageRow) => join(app.config.uploadsDir, pathOf(keyOf(row)));
  const thumbnailOf = (row: ImageRow) => join(app.config.uploadsDir, pathOf(thumbnailKeyOf(row, 512)));
  const rowOf = (row: ImageRow) => app.get(Database).selectFrom('images').selectAll().where('id', '=', row.id).executeTakeFirstOrThrow();
  const versionOf = async () => (await app.get(UsageRepository).of(alice.id)).version;

  /** An image as an earlier version left it. */
  async function oldImage(bytes: Buffer, mimeType: 'image/png' | 'image/jpeg' | 'image/webp'): Promise<ImageRow> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const row = await imageOf(app, alice, { ...(await picture(96, 64)), bytes, mimeType, sha256 });
    await app.get(ThumbnailsService).idle();
    await app.get(Database).updateTable('images').set(OLD).where('id', '=', row.id).execute();
    for (const size of [256, 512] as const) await writeFile(join(app.config.uploadsDir, pathOf(thumbnailKeyOf(row, size))), old);
    return row;
  }

  async function upgrade(position = ''): Promise<void> {
    await app.get(ThumbnailUpgrade).idle();
    await app.get(InstallationRepository).set('thumbnail-upgrade', position);
    app.get(ThumbnailUpgrade).start();
    await app.get(ThumbnailUpgrade).idle();
  }

  it.each([
    ['a 16-bit PNG with a profile', png16, 'image/png'], ['a WebP with an Exif orientation', turnedWebp, 'image/webp'],
    ['a CMYK JPEG without a profile', cmyk, 'image/jpeg'], ['a PNG with a gamma', linearPng, 'image/png'],
    ['a JPEG with an orientation of type LONG', turnedByLong('jpeg'), 'image/jpeg'], ['a PNG with an orientation of type LONG', turnedByLong('png'), 'image/png'],
  ] as const)('derives the size, the thumbnails and the hash of %s again', async (_what, make, type) => {
    const row = await oldImage(await make(), type);
    const [original, version] = [await readFile(fileOf(row)), await versionOf()];
    const shown = () => app.as(alice).get(`/api/ai/images/${row.filename}?size=512`);
    const before = await shown();

    await upgrade();

    const { dominant } = await sharp(await readFile(thumbnailOf(row))).stats();
    expect(await rowOf(row)).toMatchObject({ width: 96, height: 64 });
    expect((await rowOf(row)).thumbhash).not.toBe(OLD.thumbhash);
    expect(await sharp(await readFile(thumbnailOf(row))).metadata()).toMatchObject({ width: 96, height: 64 });
    expect(dominant.g).toBeGreaterThan(dominant.r + 100);
    expect((await readFile(fileOf(row))).equals(original)).toBe(true);
    expect(await versionOf()).toBeGreaterThan(version);
    expect((await shown()).headers.get('etag')).not.toBe(before.headers.get('etag'));
  });

  it('leaves other images as they are', async () => {
    const plain = await oldImage(Buffer.from((await picture(96, 64)).bytes), 'image/png');
    const webp = await oldImage(await canvas().webp().toBuffer(), 'image/webp');

    const jpeg = await oldImage(await canvas().jpeg().withExif({ IFD0: { Orientation: '6' } }).toBuffer(), 'image/jpeg');
    const tagged = await oldImage(await canvas().withIccProfile('cmyk').jpeg().toBuffer(), 'image/jpeg');

    await upgrade();

    for (const row of [plain, webp, jpeg, tagged]) {
      expect(await rowOf(row)).toMatchObject(OLD);
      expect((await readFile(thumbnailOf(row))).equals(old)).toBe(true);
    }
  });

  it('continues after the last image that it looked at, and does not begin again once it has ended', async () => {
    const [first, second] = [await oldImage(await png16(), 'image/png'), await oldImage(await turnedWebp(), 'image/webp')];
    const stored = () => app.get(InstallationRepository).find('thumbnail-upgrade');

    await upgrade(`2 ${first.id}`);

    expect([(await rowOf(first)).thumbhash, (await rowOf(second)).thumbhash === OLD.thumbhash]).toEqual([OLD.thumbhash, false]);
    expect(await stored()).toBe('2 end');
    await upgrade('2 end');
    expect((await rowOf(first)).thumbhash).toBe(OLD.thumbhash);
  });

  it('begins again after the run of an earlier version', async () => {
    const row = await oldImage(await cmyk(), 'image/jpeg');

    await upgrade('1 end');

    expect((await rowOf(row)).thumbhash).not.toBe(OLD.thumbhash);
  });

  it('passes over an image that is damaged', async () => {
    const [damaged, next] = [await oldImage(await png16(), 'image/png'), await oldImage(await turnedWebp(), 'image/webp')];
    await writeFile(fileOf(damaged), (await readFile(fileOf(damaged))).subarray(0, 60));

    await upgrade();

    expect((await rowOf(damaged)).thumbhash).toBe(OLD.thumbhash);
    expect((await rowOf(next)).thumbhash).not.toBe(OLD.thumbhash);
  });
});
