import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

/** The library is TypeScript; it is bundled to one file so that plain Node can load it. */
export async function loadSketch() {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-sketch-'));
  const file = join(folder, 'sketch.mjs');
  const bundle = await rolldown({ input: fileURLToPath(new URL('../../libs/sketch/src/index.ts', import.meta.url)) });
  await bundle.write({ file, format: 'esm' });
  await bundle.close();
  const { sketch } = await import(pathToFileURL(file).href);
  await rm(folder, { recursive: true });
  return sketch;
}
