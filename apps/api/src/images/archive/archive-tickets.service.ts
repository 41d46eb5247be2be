import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ARCHIVE_TICKET_SECONDS, type ArchiveTicket } from '@vitrine/contracts';
import type { Caller } from '../../access/caller';
import type { ArchiveTicketRow } from '../../database/schema';
import { notFound, tooManyRequests } from '../../problems/catalogue';
import { ImageRepository } from '../image.repository';
import { ArchiveTicketRepository } from './archive-ticket.repository';

const TICKET_BYTES = 32;

/** A browser saves a plain link straight to the disk, but sends no token with it: a ticket stands in for the list of names. */
@Injectable()
export class ArchiveTickets {
  constructor(
    private readonly tickets: ArchiveTicketRepository,
    private readonly images: ImageRepository,
  ) {}

  async issue({ userId, sessionId }: Caller, filenames: readonly string[]): Promise<ArchiveTicket> {
    if (!(await this.images.findAll(userId, 'library', filenames))) throw notFound();
    const ticket = randomBytes(TICKET_BYTES).toString('base64url');
    const now = Date.now();
    const expires_at = now + ARCHIVE_TICKET_SECONDS * 1000;
    const row = { hash: hashOf(ticket), session_id: sessionId, filenames: JSON.stringify(filenames), expires_at };
    if (!(await this.tickets.insert(userId, row, now))) throw tooManyRequests(ARCHIVE_TICKET_SECONDS);
    return { url: `/api/ai/images/archive/${ticket}`, expiresAt: new Date(expires_at).toISOString() };
  }

  /** The names it stands for; it is spent. Unknown, malformed, old and another's are one and the same. */
  async redeem({ userId, sessionId }: Caller, ticket: string): Promise<string[]> {
    return namesOf(await this.tickets.take(userId, sessionId, hashOf(ticket), Date.now()));
  }

  /** The names it stands for; it is as good as before. */
  async look({ userId, sessionId }: Caller, ticket: string): Promise<string[]> {
    return namesOf(await this.tickets.find(userId, sessionId, hashOf(ticket), Date.now()));
  }
}

function namesOf(row: ArchiveTicketRow | undefined): string[] {
  if (!row) throw notFound();
  return JSON.parse(row.filenames) as string[];
}

/** Plain SHA-256 is enough for 256 random bits: there is nothing to guess. */
function hashOf(ticket: string): string {
  return createHash('sha256').update(ticket).digest('hex');
}
