import type { IncomingMessage } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { MIME_TYPES } from '@vitrine/contracts';
import { json, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { v7 as uuidv7 } from 'uuid';
import type { Config } from '../config/config';
import { unsupportedMediaType } from '../problems/catalogue';
import { validationPipe } from '../problems/validation.pipe';
import { ProblemFilter } from '../problems/problem.filter';
import { mayBeImage } from './image-media-type';
import { contentSecurityPolicy } from './content-security-policy';
import { refuseAmbiguousJson } from './strict-json';

/** The parser would read UTF-16 and others too, and see another text than the one that was checked. */
const OTHER_CHARSET = /;\s*charset\s*=(?!\s*"?utf-8"?\s*(;|$))/i;
const JSON_BYTES_MAX = '64kb';
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
  app.use(securityHeaders(config));
  app.use('/api', apiHeaders);
  // Nothing outside the API reads a body.
  app.use('/api', onlyKnownTypes);
  app.use('/api', json({ limit: JSON_BYTES_MAX, type: 'application/json', strict: true, inflate: false, verify: verifyJson }));
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

/** Form posts and texts are refused before anything reads them; a request without a body is no matter. */
function onlyKnownTypes(request: Request, _response: Response, next: NextFunction): void {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  const images = takesImages(request);
  const isOurs = images ? mayBeImage(request.headers['content-type']) : isJson(request);
  next(hasBody && !isOurs ? unsupportedMediaType(`Send ${images ? MIME_TYPES.join(' or ') : 'application/json'}.`) : undefined);
}

function isJson(request: Request): boolean {
  return request.is('application/json') !== false && !OTHER_CHARSET.test(request.headers['content-type'] ?? '');
}

/** The one route whose body is a file; it is read after the guards, by its handler. With a slash more it is no route, and told as such. */
function takesImages({ method, baseUrl, path }: Request): boolean {
  return method === 'POST' && ['/api/ai/images', '/api/ai/images/'].includes(baseUrl + path);
}

function verifyJson(_request: IncomingMessage, _response: unknown, body: Buffer): void {
  refuseAmbiguousJson(body.toString('utf8'));
}
