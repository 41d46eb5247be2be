import { Injectable } from '@nestjs/common';
import {
  type Conversation,
  CONVERSATION_GENERATIONS_MAX,
  type ConversationPage,
  type ConversationSummary,
  type CreateConversation,
  type DeleteConversation,
  Id,
  type ListConversations,
  type ReadConversation,
  type RenameConversation,
} from '@vitrine/contracts';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../database/database';
import { portions } from '../database/portions';
import type { ConversationRow } from '../database/schema';
import { GenerationReader } from '../generation/generation-reader';
import { GenerationRepository } from '../generation/generation.repository';
import { GenerationService } from '../generation/generation.service';
import { readCursor, writeCursor } from '../http/cursor';
import { ImageRepository } from '../images/image.repository';
import { ImagesService } from '../images/images.service';
import { notFound } from '../problems/catalogue';
import { ProblemException } from '../problems/problem.exception';
import { ConversationRepository } from './conversation.repository';

/** So few that others have their turn. */
const REMOVED_AT_ONCE = 200;

@Injectable()
export class ConversationsService {
  constructor(
    private readonly db: Database,
    private readonly conversations: ConversationRepository,
    private readonly rows: GenerationRepository,
    private readonly generations: GenerationService,
    private readonly reader: GenerationReader,
    private readonly images: ImagesService,
    private readonly imageRows: ImageRepository,
  ) {}

  async list(owner: string, { limit, cursor }: ListConversations): Promise<ConversationPage> {
    const rows = await this.conversations.listOf(owner, { limit: limit + 1, cursor: readCursor(cursor) });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const more = rows.length > limit && last !== undefined;
    return { conversations: page.map(summaryOf), nextCursor: more ? writeCursor({ at: last.updated_at, id: last.id }) : null };
  }

  async create(owner: string, { title }: CreateConversation): Promise<ConversationSummary> {
    const now = Date.now();
    const row = { id: uuidv7(), title, created_at: now, updated_at: now };
    await this.conversations.insert(owner, row);
    return summaryOf(row);
  }

  async read(owner: string, id: string, { cursor }: ReadConversation): Promise<Conversation> {
    const row = await this.find(owner, id);
    const found = await this.rows.ofConversation(owner, id, { limit: CONVERSATION_GENERATIONS_MAX + 1, cursor: readCursor(cursor) });
    const generations = found.slice(-CONVERSATION_GENERATIONS_MAX);
    const [first] = generations;
    const more = found.length > generations.length && first !== undefined;
    const earlierCursor = more ? writeCursor({ at: first.created_at, id: first.id }) : null;
    return { ...summaryOf(row), generations: await this.reader.views(owner, generations), earlierCursor };
  }

  async rename(owner: string, id: string, { title }: RenameConversation): Promise<ConversationSummary> {
    const row = Id.safeParse(id).success ? await this.conversations.rename(owner, id, title) : undefined;
    if (!row) throw notFound();
    return summaryOf(row);
  }

  /** The thread goes last: cut off in the middle, it is still there to be deleted again. */
  async remove(owner: string, id: string, { images }: DeleteConversation): Promise<void> {
    await this.find(owner, id);
    await this.generations.cancelOfConversation(owner, id);
    if (images === 'trash') await this.removeImages(owner, id);
    const removed = await this.db.atomically(async (on) => {
      await this.imageRows.leaveConversation(owner, id, on);
      return this.conversations.remove(owner, id, on);
    });
    if (!removed) throw notFound();
  }

  private async removeImages(owner: string, id: string): Promise<void> {
    const names = (await this.imageRows.ofConversation(owner, id)).map(({ filename }) => filename);
    for (const some of portions(names, REMOVED_AT_ONCE)) {
      // All or none: when one of them is gone already, each of the others goes by itself.
      await this.images.removeAll(owner, some).catch(async (error: unknown) => {
        unlessGone(error);
        for (const name of some) await this.images.removeAll(owner, [name]).catch(unlessGone);
      });
    }
  }

  private async find(owner: string, id: string): Promise<ConversationRow> {
    const row = Id.safeParse(id).success ? await this.conversations.find(owner, id) : undefined;
    if (!row) throw notFound();
    return row;
  }
}

/** Removed by somebody else meanwhile: just what was wanted. */
function unlessGone(error: unknown): void {
  if (!(error instanceof ProblemException) || error.problem !== 'not-found') throw error;
}

function summaryOf({ id, title, created_at, updated_at }: Omit<ConversationRow, 'owner_id'>): ConversationSummary {
  return { id, title, createdAt: new Date(created_at).toISOString(), updatedAt: new Date(updated_at).toISOString() };
}
