import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Caller } from '../../access/caller';
import { ArchiveService } from './archive.service';
import { ArchiveTickets } from './archive-tickets.service';

/** Archives over HTTP. One that cannot be finished ends with a broken connection, never as if it were whole. */
@Injectable()
export class ArchiveAnswers {
  constructor(
    private readonly archives: ArchiveService,
    private readonly tickets: ArchiveTickets,
  ) {}

  async send(owner: string, filenames: readonly string[], response: Response): Promise<void> {
    const archive = await this.archives.of(owner, filenames);
    response.setHeader('Content-Type', 'application/zip');
    response.setHeader('Content-Length', archive.bytes);
    response.setHeader('Content-Disposition', `attachment; filename="vitrine-${new Date().toISOString().slice(0, 10)}.zip"`);
    try {
      if (response.req.method === 'HEAD') response.end();
      else await pipeline(archive.content, response);
    } catch (error) {
      if (!isTheirLeaving(error)) throw error;
    } finally {
      archive.leave();
    }
  }

  /** Who only asks about it (`HEAD`, as link checkers and download managers do) does not spend the ticket. */
  async sendFor(caller: Caller, ticket: string, response: Response): Promise<void> {
    const asksOnly = response.req.method === 'HEAD';
    await this.send(caller.userId, await (asksOnly ? this.tickets.look(caller, ticket) : this.tickets.redeem(caller, ticket)), response);
  }
}

/** Closed by the one who reads: no fault of anyone's. */
function isTheirLeaving(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
