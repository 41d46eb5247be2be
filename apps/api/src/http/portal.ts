import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import sirv from 'sirv';
import { notFound } from '../problems/catalogue';
import { contentSecurityPolicy, policyHeader } from './content-security-policy';

/** Where the build lays the portal, seen from the built API. */
const FOLDER = fileURLToPath(new URL('../portal/browser', import.meta.url));
/** The build puts a hash of the content into these names. */
const HASHED = /-[\w-]{8}\.(js|css)$/;
/** No screen is called so: an address that looks for stored files, or misspells the API, is told that nothing is there. */
const RESERVED = /^\/(api|v1|uploads)(\/|$)/i;
const SCREEN = /^(\/[\w-]+)*\/?$/;
const INLINE_SCRIPT = /<script>([\s\S]*?)<\/script>/g;

/** Serves the portal's files, and its one page for every address that is a screen. What is neither, and no route of the API, is a 404. */
export function servePortal(app: NestExpressApplication, folder = FOLDER): void {
  const portal = existsSync(join(folder, 'index.html')) ? portalIn(folder) : null;
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (/^\/api(\/|$)/.test(request.path)) next();
    else if (!portal || !isReading(request) || RESERVED.test(request.path)) next(notFound());
    else portal(request, response, next);
  });
}

function portalIn(folder: string) {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const policy = policyHeader(contentSecurityPolicy([...page.matchAll(INLINE_SCRIPT)].map(([, script = '']) => hashOf(script))));
  const files = sirv(folder, { brotli: true, gzip: true, etag: true, setHeaders: cacheFor, extensions: [] });
  return (request: Request, response: Response, next: NextFunction): void => {
    if (isScreen(request.path)) sendPage(response, page, policy);
    else files(request, response, () => { next(notFound()); });
  };
}

function isReading(request: Request): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

/** A screen's address is plain; the entry page has a name of its own only here. */
function isScreen(path: string): boolean {
  return path === '/index.html' || SCREEN.test(path);
}

function sendPage(response: Response, page: string, policy: string): void {
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('Cache-Control', 'no-cache');
  response.type('html').send(page);
}

function cacheFor(response: { setHeader: (name: string, value: string) => unknown }, path: string): void {
  response.setHeader('Cache-Control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
}

function hashOf(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}
