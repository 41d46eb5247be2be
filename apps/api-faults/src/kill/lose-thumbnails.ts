import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { orBroken } from '../support/person';
import { change } from '../support/rows';
import type { Scene } from '../support/scene';

/** As if the thumbnails of an image had been lost; asked for, they are made anew. */
export async function loseThumbnails(scene: Scene, filename: string): Promise<void> {
  const id = filename.slice(0, 36);
  for (const size of [256, 512]) rmSync(join(thumbnailsOf(scene), `${id}-${String(size)}.webp`));
  change(scene.server, 'update images set thumbhash = null where id = ?', id);
  await orBroken(scene.owner.get(`/api/ai/images/${filename}?size=512`));
}

export function thumbnailsOf({ server, owner }: Scene): string {
  return join(server.uploads, 'thumbnails', `user-${owner.id}`);
}
