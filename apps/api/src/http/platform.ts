import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { v7 as uuidv7 } from 'uuid';
import type { Config } from '../config/config';
import { validationPipe } from '../problems/validation.pipe';
import { ProblemFilter } from '../problems/problem.filter';
import type { BoundedExpressAdapter } from './bounded-express-adapter';
import { contentSecurityPolicy } from './content-security-policy';
import { stripForwardedPorts } from './forwarded-for';

/** Not those of a crash, such as SIGSEGV, which Nest would handle by default: no code can be trusted to run after them. */
const SHUTDOWN_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'];

/** What Express does by default and we do not want, switched off; what every answer carries, switched on. */
export function preparePlatform(app: NestExpressApplication, config: Config): void {
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.set('trust proxy', config.trustProxy);
  app.disable('x-powered-by');
  app.setGlobalPrefix('api');
  app.use(nameRequest);
  app.use(stripForwardedPorts);
  app.use(securityHeaders(config));
  app.use((app.getHttpAdapter() as BoundedExpressAdapter).limits.limitRequests);
  app.use('/api', apiHeaders);
  app.useGlobalPipes(validationPipe);
  app.useGlobalFilters(app.get(ProblemFilter));
  app.enableShutdownHooks(SHUTDOWN_SIGNALS, { useProcessExit: true });
}

function securityHeaders(config: Config) {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy() },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: config.secure,
  });
}

/** Before anything can fail, so that every problem names its request; a name sent by the caller is not taken. */
function nameRequest(request: Request, _response: Response, next: NextFunction): void {
  request.id = uuidv7();
  next();
}

function apiHeaders(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
