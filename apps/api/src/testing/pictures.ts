import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { Database } from '../database/database';
import type { ImageRow } from '../database/schema';
import { ImageRepository } from '../images/image.repository';
import { ImagesService, type NewImage } from '../images/images.service';
import type { TestApp, TestUser } from './test-app';

let made = 0;

/** A real PNG that no other picture of this process equals. */
export async function picture(width = 96, height = 64): Promise<NewImage> {
  made += 1;
  const color = { r: made % 256, g: (made * 7) % 256, b: (made * 31) % 256 };
  const bytes = await sharp({ create: { width, height, channels: 3, background: color } }).withExif({ IFD0: { ImageDescription: String(made) } }).png().toBuffer();
  return {
    bytes, mimeType: 'image/png', width, height,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    contentCredentials: false,
    prompt: `Create an image of test picture ${String(made)}`,
    revisedPrompt: null, provider: 'sketch', model: 'sketch-1', quality: null, source: 'generated',
    generationId: null, conversationId: null,
  };
}

/** An image in somebody's library, kept as the product keeps it: bytes first, row second. */
export async function imageOf(app: TestApp, user: Pick<TestUser, 'id'>, image?: NewImage): Promise<ImageRow> {
  const row = await app.get(ImagesService).prepare(user.id, image ?? (await picture()));
  await app.get(Database).atomically((on) => app.get(ImageRepository).insert(user.id, row, on));
  app.get(ImagesService).added(row);
  return row;
}
