import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { ReadIndex } from '@vitrine/contracts';
import type { Request, Response } from 'express';
import { hasEtag } from '../../http/etag';
import { LibraryIndexService } from './library-index.service';

const compress = promisify(gzip);
/** Enough for text of many digits; more only costs time. */
const LEVEL = 5;
const COMPRESSED_MIN = 2000;

/** The index over HTTP: not sent again to who has it, and compressed off the main thread, as it can be megabytes. */
@Injectable()
export class LibraryIndexAnswers {
  constructor(private readonly index: LibraryIndexService) {}

  async send(owner: string, query: ReadIndex, request: Request, response: Response): Promise<void> {
    const etag = etagOf(owner, await this.index.version(owner), query);
    response.setHeader('ETag', `"${etag}"`);
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('Vary', 'Authorization, Accept-Encoding');
    if (hasEtag(request.headers['if-none-match'], etag)) response.status(304).end();
    else await sendJson(request, response, JSON.stringify(await this.index.read(owner, query)));
  }
}

async function sendJson(request: Request, response: Response, json: string): Promise<void> {
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  if (json.length < COMPRESSED_MIN || request.acceptsEncodings('gzip') !== 'gzip') {
    response.end(json);
    return;
  }
  response.setHeader('Content-Encoding', 'gzip');
  response.end(await compress(json, { level: LEVEL }));
}

/** Of the owner too: two libraries can have the same version. */
function etagOf(owner: string, version: number, query: ReadIndex): string {
  return `${String(version)}-${createHash('sha256').update(JSON.stringify([owner, query])).digest('hex').slice(0, 16)}`;
}
