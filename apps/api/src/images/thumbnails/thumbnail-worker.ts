import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import { makeThumbnails } from './make-thumbnails';
import { Undecodable } from './thumbnail-maker';

/** One image at a time on one thread, so that the rest of the machine stays with the requests. */
sharp.concurrency(1);

parentPort?.on('message', ({ id, original }: { id: number; original: Uint8Array }) => {
  makeThumbnails(original).finally(() => { free(original); }).then(
    (thumbnails) => parentPort?.postMessage({ id, thumbnails }),
    (error: unknown) => parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error), undecodable: error instanceof Undecodable }),
  );
});

/** At once: until the garbage collector comes, several dead originals would be in memory. */
function free({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}
