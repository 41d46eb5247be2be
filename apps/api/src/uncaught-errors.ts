import { inspect } from 'node:util';
import type { INestApplication } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';

const EXIT_CODE = 1;
/** What closing may take beyond the grace period of the work. */
const CLOSE_MS = 10_000;

/**
 * An error that nothing caught leaves the process in an unknown state. It is logged with its cause, the process closes as
 * after SIGTERM and exits with code 1, and whatever supervises it starts it again. Node reports unhandled rejections as
 * uncaught exceptions, with their origin.
 */
export async function exitOnUncaughtErrors(app: INestApplication, graceMs: number): Promise<void> {
  const logger = await app.resolve(PinoLogger);
  let closing = false;
  process.on('uncaughtException', (err, origin) => {
    logger.fatal({ err, event: `process.${origin}` }, closing ? 'another uncaught error while the process closes' : 'uncaught error: the process closes and exits');
    // An end without a word could not be explained, whatever LOG_LEVEL says.
    if (!logger.logger.isLevelEnabled('fatal')) process.stderr.write(`${inspect(err)}\n`);
    if (closing) return;
    closing = true;
    setTimeout(exit, graceMs + CLOSE_MS).unref();
    app.close().then(exit, (error: unknown) => {
      logger.fatal({ err: error, event: 'process.closeFailed' }, 'the process could not close in order');
      exit();
    });
  });
}

function exit(): never {
  process.exit(EXIT_CODE);
}
