import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import type { Server } from '@vitrine/test-server';
import type { Person } from './people';

const SEED = resolve(import.meta.dirname, '../../../../tools/seed/main.mjs');

/** Gives someone's account very many small images: files, thumbnails and rows, spread over two years. */
export function seed(server: Server, { email }: Person, count: number): void {
  const env = { ...process.env, DATA_DIR: server.data, UPLOADS_DIR: server.uploads };
  const { status, stderr } = spawnSync(process.execPath, [SEED, email, String(count)], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}
