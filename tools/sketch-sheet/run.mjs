import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { loadSketch } from './load-sketch.mjs';
import { PROMPTS } from './prompts.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const reports = `${root}reports/`;
const COLUMNS = 6;
const CELL = { width: 384, height: 256 };
const GAP = 8;

await mkdir(reports, { recursive: true });
const sketch = await loadSketch();
const prompts = process.argv.length > 2 ? process.argv.slice(2).map(fromArgument) : PROMPTS;
const cells = [];
for (const [index, one] of prompts.entries()) cells.push(await draw(one, index));
await writeSheet(cells);

function fromArgument(prompt) {
  return { prompt, width: 1536, height: 1024 };
}

async function draw({ prompt, width, height }, index) {
  const start = performance.now();
  const svg = sketch(prompt, { width, height });
  const drawn = performance.now();
  const png = await sharp(Buffer.from(svg)).png().toBuffer();
  const ms = (from, to) => `${(to - from).toFixed(0).padStart(4)} ms`;
  const kB = (bytes) => `${(bytes / 1000).toFixed(0).padStart(5)} kB`;
  console.log(`${ms(start, drawn)} svg ${kB(svg.length)} | ${ms(drawn, performance.now())} png ${kB(png.length)} | ${width}x${height} ${prompt}`);
  const left = (index % COLUMNS) * (CELL.width + GAP) + GAP;
  const top = Math.floor(index / COLUMNS) * (CELL.height + GAP) + GAP;
  const input = await sharp(png).resize({ ...CELL, fit: 'contain', background: '#181a19' }).toBuffer();
  return { input, left, top };
}

async function writeSheet(pictures) {
  const rows = Math.ceil(pictures.length / COLUMNS);
  const width = COLUMNS * (CELL.width + GAP) + GAP;
  const height = rows * (CELL.height + GAP) + GAP;
  const sheet = sharp({ create: { width, height, channels: 3, background: '#181a19' } });
  await sheet.composite(pictures).png().toFile(`${reports}sketch-sheet.png`);
  console.log(`${pictures.length} pictures on reports/sketch-sheet.png`);
}
