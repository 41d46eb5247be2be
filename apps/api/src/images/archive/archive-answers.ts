import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Caller } from '../../access/caller';
import { sendStream } from '../../http/send-stream';
import { ArchiveService } from './archive.service';
import { ArchiveSlots } from './archive-slots';
import { ArchiveTickets } from './archive-tickets.service';

/** Archives over HTTP. One that cannot be finished ends with a broken connection, never as if it were whole. */
@Injectable()
export class ArchiveAnswers {
  constructor(
    private readonly archives: ArchiveService,
    private readonly tickets: ArchiveTickets,
    private readonly slots: ArchiveSlots,
  ) {}

  async send(owner: string, filenames: readonly string[], response: Response): Promise<void> {
    const gone = new AbortController();
    if (response.destroyed) return; // Its `close` event was emitted before anybody listened.
    response.once('close', () => { gone.abort(); });
    try {
      await this.slots.within(owner, gone.signal, () => this.sendNow(owner, filenames, response));
    } catch (error) {
      if (!gone.signal.aborted || error !== gone.signal.reason) throw error; // Else the client left while it waited.
    }
  }

  private async sendNow(owner: string, filenames: readonly string[], response: Response): Promise<void> {
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
    this.slots.requireRoom(caller.userId);
    const asksOnly = response.req.method === 'HEAD';
    await this.send(caller.userId, await (asksOnly ? this.tickets.look(caller, ticket) : this.tickets.redeem(caller, ticket)), response);
  }
}
