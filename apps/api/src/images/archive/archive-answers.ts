import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Caller } from '../../access/caller';
import { sendStream } from '../../http/send-stream';
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
    try {
      response.setHeader('Content-Type', 'application/zip');
      response.setHeader('Content-Length', archive.bytes);
      response.setHeader('Content-Disposition', `attachment; filename="vitrine-${new Date().toISOString().slice(0, 10)}.zip"`);
      if (response.req.method === 'HEAD') response.end();
      else await sendStream(response, archive.content, archive.bytes);
    } finally {
      archive.close();
    }
  }

  /** Who only asks about it (`HEAD`, as link checkers and download managers do) does not spend the ticket. */
  async sendFor(caller: Caller, ticket: string, response: Response): Promise<void> {
    const asksOnly = response.req.method === 'HEAD';
    await this.send(caller.userId, await (asksOnly ? this.tickets.look(caller, ticket) : this.tickets.redeem(caller, ticket)), response);
  }
}
