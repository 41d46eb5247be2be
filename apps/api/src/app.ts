import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import type { Adapters } from './adapters';
import { ADAPTERS, AppModule } from './app.module';
import type { Config } from './config/config';
import { prepareDataFolders, prepareUploadsFolder } from './config/folders';
import { BoundedExpressAdapter } from './http/bounded-express-adapter';
import { preparePlatform } from './http/platform';
import { servePortal } from './http/portal';
import { CallGate } from './images/storage/call-gate';
import { serveDocs } from './openapi';
import { errorCode } from './problems/error-code';

/** The whole application, ready to listen. */
export async function createApp(config: Config, adapters: Adapters = ADAPTERS): Promise<NestExpressApplication> {
  prepareDataFolders(config);
  const gate = new CallGate(config.storageTimeoutMs);
  const uploadsError = await uploadsErrorOf(config, gate);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config, adapters, gate), new BoundedExpressAdapter(config.shutdownGraceMs), {
    bodyParser: false,
    // Until it listens: how Nest puts itself together is of no use to whoever reads the log.
    // An error of the start is thrown, and written once by the caller that starts the application.
    logger: ['fatal'],
    abortOnError: false,
  });
  preparePlatform(app, config);
  serveDocs(app);
  const portalError = servePortal(app);
  await app.init();
  app.useLogger(app.get(Logger));
  if (uploadsError) app.get(Logger).error({ event: 'start.uploads-unavailable', err: uploadsError, msg: 'UPLOADS_DIR cannot be reached; the server starts, and is not ready until it can' });
  if (portalError) app.get(Logger).warn(portalError);
  return app;
}

/** A disk that hangs, or is away, does not stop the start. As calls for the marker are refused while this one hangs, nothing waits for the disk a second time. @throws Error when the setting is wrong */
async function uploadsErrorOf(config: Config, gate: CallGate): Promise<Error | null> {
  try {
    await gate.run('marker', () => prepareUploadsFolder(config));
    return null;
  } catch (error) {
    if (error instanceof Error && errorCode(error) !== null) return error;
    throw error;
  }
}
