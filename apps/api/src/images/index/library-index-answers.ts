import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ReadIndex } from '@vitrine/contracts';
import type { Request, Response } from 'express';
import { clientGone } from '../../http/client-gone';
import { hasEtag } from '../../http/etag';
import { sendJsonBytes } from '../../http/send-json';
import { LibraryIndexService } from './library-index.service';

/** The index over HTTP: not sent again to who has it, as it can be megabytes. */
@Injectable()
export class LibraryIndexAnswers {
  constructor(private readonly index: LibraryIndexService) {}

  async send(owner: string, query: ReadIndex, request: Request, response: Response): Promise<void> {
    const etag = etagOf(owner, await this.index.version(owner), query);
    // Weak: the same for each content coding (RFC 9110, 8.8.3).
    response.setHeader('ETag', `W/"${etag}"`);
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('Vary', 'Authorization, Accept-Encoding');
    if (hasEtag(request.headers['if-none-match'], etag)) response.status(304).end();
    else await sendJsonBytes(response, await this.index.read(owner, query, clientGone(response)));
  }
}

/** Of the owner too: two libraries can have the same version. */
function etagOf(owner: string, version: number, query: ReadIndex): string {
  return `${String(version)}-${createHash('sha256').update(JSON.stringify([owner, query])).digest('hex').slice(0, 16)}`;
}
