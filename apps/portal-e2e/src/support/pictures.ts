import sharp from 'sharp';

const BYTES_MAX = 150_000;

/** A JPEG that a repository can bear: as good as fits. */
export async function smallPicture(picture: Buffer, width = 1440): Promise<Buffer> {
  for (const quality of [86, 80, 72, 64, 54, 44]) {
    const jpeg = await sharp(picture).resize({ width, withoutEnlargement: true }).jpeg({ quality, mozjpeg: true }).toBuffer();
    if (jpeg.length <= BYTES_MAX) return jpeg;
  }
  return smallPicture(picture, Math.round(width * 0.8));
}

const SHEET = 1600;
const GAP = 12;
const LABEL = 22;

/** All pictures side by side, each under its name. */
export async function contactSheet(mode: string, pictures: readonly { name: string; picture: Buffer }[]): Promise<Buffer> {
  const columns = mode.startsWith('phone') ? 8 : 4;
  const width = Math.floor((SHEET - GAP * (columns + 1)) / columns);
  const height = mode.startsWith('phone') ? Math.round((width * 844) / 390) : Math.round((width * 900) / 1440);
  const at = (index: number) => ({ left: GAP + (index % columns) * (width + GAP), top: GAP + Math.floor(index / columns) * (height + GAP + LABEL) });
  const layers = await Promise.all(pictures.map(async ({ name, picture }, index) => [
    { input: label(name, width), ...at(index) },
    { input: await sharp(picture).resize(width, height, { fit: 'cover', position: 'top' }).png().toBuffer(), left: at(index).left, top: at(index).top + LABEL },
  ]));
  const sheetHeight = at(pictures.length - 1).top + LABEL + height + GAP;
  const sheet = sharp({ create: { width: SHEET, height: sheetHeight, channels: 3, background: mode.endsWith('dark') ? '#2b2d2c' : '#d8d8d2' } });
  return smallPicture(await sheet.composite(layers.flat()).png().toBuffer(), SHEET);
}

function label(name: string, width: number): Buffer {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(LABEL)}"><text y="15" font-family="monospace" font-size="12" fill="#7c817d">${name}</text></svg>`);
}
