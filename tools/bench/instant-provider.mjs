import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import sharp from 'sharp';

/** A provider that has its image at hand: a PNG of 1.5 MB, the same for every prompt. Prints nothing, tells its parent its port. */
const EDGE = 723;
const noise = randomBytes(EDGE * EDGE * 3);
const png = await sharp(noise, { raw: { width: EDGE, height: EDGE, channels: 3 } }).png().toBuffer();
const answer = Buffer.from(JSON.stringify({ created: 1, data: [{ b64_json: png.toString('base64') }], usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 } }));

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer));
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port, bytes: png.length }));
