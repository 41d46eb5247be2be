import { createServer, type IncomingMessage } from 'node:http';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { MIME_TYPES } from '@vitrine/contracts';
import express, { json, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { v7 as uuidv7 } from 'uuid';
import type { Config } from '../config/config';
import { unsupportedMediaType } from '../problems/catalogue';
import { validationPipe } from '../problems/validation.pipe';
import { ProblemFilter } from '../problems/problem.filter';
import { contentSecurityPolicy } from './content-security-policy';
import { refuseAmbiguousJson } from './strict-json';

/** The parser would read UTF-16 and others too, and see another text than the one that was checked. */
const OTHER_CHARSET = /;\s*charset\s*=(?!\s*"?utf-8"?\s*(;|$))/i;
/** Room for the longest prompt in a query, where a character takes up to nine bytes. */
const HEADER_BYTES_MAX = 64 * 1024;
const JSON_BYTES_MAX = '64kb';
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How late the two may be noticed; Node looks every 30 s unless told. */
const CHECKING_INTERVAL_MS = 2_000;
/** Longer than a proxy in front keeps its idle connections (60 s as a rule), so that it is never we who close first. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
const CONNECTIONS_MAX = 2000;

/** Express reads how to route when its first middleware makes the router, and the adapter's constructor adds one. */
export function strictlyRouted(): ExpressAdapter {
  const server = express();
  server.enable('case sensitive routing');
  server.enable('strict routing');
  return new RoomyAdapter(server);
}

class RoomyAdapter extends ExpressAdapter {
  override initHttpServer(): void {
    this.httpServer = createServer({ maxHeaderSize: HEADER_BYTES_MAX, connectionsCheckingInterval: CHECKING_INTERVAL_MS }, this.getInstance());
  }
}

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
  app.use(onlyKnownTypes);
  app.use(json({ limit: JSON_BYTES_MAX, type: 'application/json', strict: true, verify: verifyJson }));
  app.useGlobalPipes(validationPipe);
  app.useGlobalFilters(app.get(ProblemFilter));
  app.enableShutdownHooks([], { useProcessExit: true });
}

/** Slow and idle clients are let go; a cap on connections keeps the rest served. */
export function limitConnections(app: NestExpressApplication): void {
  const server = app.getHttpServer();
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.maxConnections = CONNECTIONS_MAX;
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
  const types = takesImages(request) ? MIME_TYPES : ['application/json'];
  const isOurs = request.is([...types]) !== false && !OTHER_CHARSET.test(request.headers['content-type'] ?? '');
  next(hasBody && !isOurs ? unsupportedMediaType(`Send ${types.join(' or ')}.`) : undefined);
}

/** The one route whose body is a file; it is read after the guards, by its handler. With a slash more it is no route, and told as such. */
function takesImages({ method, path }: Request): boolean {
  return method === 'POST' && path.replace(/\/$/, '') === '/api/ai/images';
}

function verifyJson(_request: IncomingMessage, _response: unknown, body: Buffer): void {
  refuseAmbiguousJson(body.toString('utf8'));
}
