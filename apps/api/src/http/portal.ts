import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { notFound } from '../problems/catalogue';
import { contentSecurityPolicy, policyHeader } from './content-security-policy';
import type { MemoryFile } from './memory-files';
import { PAGE, type PortalFiles, readPortalFiles } from './portal-files';
import { sendMemoryFile } from './send-memory-file';

/** Where the build lays the portal, seen from the built API. */
const FOLDER = fileURLToPath(new URL('../portal/browser', import.meta.url));
/** No screen is called so: an address that looks for stored files, or misspells the API, is told that nothing is there. */
const RESERVED = /^\/(api|v1|uploads)(\/|$)/i;
const SCREEN = /^(\/[\w-]+)*\/?$/;
const INLINE_SCRIPT = /<script>([\s\S]*?)<\/script>/g;

/**
 * Serves the portal's files, and its page for every address that is a screen. What is neither, and no route of the API, is a 404.
 * All files are read here, once (2.2 MB): no request opens one, and a build beside the running server changes nothing (ADR 10).
 * Returns why the portal cannot be served, or null.
 */
export function servePortal(app: NestExpressApplication, folder = FOLDER): Error | null {
  const { files, error } = filesOrError(folder);
  const policy = policyOf(files.get(PAGE));
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (/^\/api(\/|$)/.test(request.path)) {
      next();
      return;
    }
    const address = SCREEN.test(request.path) ? PAGE : request.path;
    const file = isReading(request) && !RESERVED.test(request.path) ? files.get(address) : undefined;
    if (!file) throw notFound();
    if (address === PAGE) response.setHeader('Content-Security-Policy', policy);
    sendMemoryFile(request, response, file);
  });
  return error;
}

function filesOrError(folder: string): { files: PortalFiles; error: Error | null } {
  try {
    return { files: readPortalFiles(folder), error: null };
  } catch (error) {
    return { files: new Map(), error: new Error('The portal is not served; run `npm run build` and start again', { cause: error }) };
  }
}

function policyOf(page: MemoryFile | undefined): string {
  const scripts = page?.identity.bytes.toString().matchAll(INLINE_SCRIPT) ?? [];
  return policyHeader(contentSecurityPolicy([...scripts].map(([, script = '']) => hashOf(script))));
}

function hashOf(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}

function isReading(request: Request): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}
