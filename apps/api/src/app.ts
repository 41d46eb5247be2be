import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import type { Adapters } from './adapters';
import { ADAPTERS, AppModule } from './app.module';
import type { Config } from './config/config';
import { prepareFolders } from './config/folders';
import { BoundedExpressAdapter } from './http/bounded-express-adapter';
import { preparePlatform } from './http/platform';
import { servePortal } from './http/portal';
import { serveDocs } from './openapi';

/** The whole application, ready to listen. */
export async function createApp(config: Config, adapters: Adapters = ADAPTERS): Promise<NestExpressApplication> {
  prepareFolders(config);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config, adapters), new BoundedExpressAdapter(config.shutdownGraceMs), {
    bodyParser: false,
    // Until it listens: how Nest puts itself together is of no use to whoever reads the log.
    // An error of the start is thrown, and written once by whoever starts the application.
    logger: ['fatal'],
    abortOnError: false,
  });
  preparePlatform(app, config);
  serveDocs(app);
  const portalError = servePortal(app);
  await app.init();
  app.useLogger(app.get(Logger));
  if (portalError) app.get(Logger).warn(portalError);
  return app;
}
