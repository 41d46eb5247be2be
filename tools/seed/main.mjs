import { join, resolve } from 'node:path';
import { seed } from './seed.mjs';

const [email, count] = process.argv.slice(2);
if (!email || !/^\d+$/.test(count ?? '')) {
  console.error('usage: npm run seed -- EMAIL COUNT   (the account must exist)');
  process.exit(2);
}
const dataDir = resolve(process.env.DATA_DIR || './data');
const uploadsDir = resolve(process.env.UPLOADS_DIR || './uploads');
const started = performance.now();
const rows = await seed({ databaseFile: join(dataDir, 'vitrine.db'), uploadsDir, email, count: Number(count) });
console.log(`${rows.length} images for ${email} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
