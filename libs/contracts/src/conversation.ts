import * as z from 'zod';
import { Generation } from './generation';
import { CONVERSATION_GENERATIONS_MAX, PAGE_LIMIT_MAX, TITLE_MAX } from './limits';
import { Cursor, Id, Line, PageLimit, Timestamp, visible } from './primitives';

const title = visible(Line.trim().min(1).max(TITLE_MAX));

export const CreateConversation = z.strictObject({ title }).meta({ id: 'CreateConversation' });
export type CreateConversation = z.infer<typeof CreateConversation>;

export const RenameConversation = z.strictObject({ title }).meta({ id: 'RenameConversation' });
export type RenameConversation = z.infer<typeof RenameConversation>;

export const ListConversations = z.strictObject({
  limit: PageLimit,
  cursor: Cursor.optional().describe('`nextCursor` of the page before; opaque'),
});
export type ListConversations = z.infer<typeof ListConversations>;

export const ReadConversation = z.strictObject({
  cursor: Cursor.optional().describe('`earlierCursor` of the answer before; opaque'),
});
export type ReadConversation = z.infer<typeof ReadConversation>;

export const DeleteConversation = z.strictObject({
  images: z.enum(['keep', 'trash']).default('keep').describe('What becomes of its images'),
});
export type DeleteConversation = z.infer<typeof DeleteConversation>;

/** A thread without its content, as the list shows it. */
export const ConversationSummary = z
  .object({ id: Id, title: z.string().max(TITLE_MAX), createdAt: Timestamp, updatedAt: Timestamp })
  .meta({ id: 'ConversationSummary' });
export type ConversationSummary = z.infer<typeof ConversationSummary>;

export const ConversationPage = z
  .object({ conversations: z.array(ConversationSummary).max(PAGE_LIMIT_MAX), nextCursor: Cursor.nullable() })
  .meta({ id: 'ConversationPage' });
export type ConversationPage = z.infer<typeof ConversationPage>;

/** A thread: its generations, oldest first; of a very long one, the newest, or those before a cursor. */
export const Conversation = z
  .object({ ...ConversationSummary.shape, generations: z.array(Generation).max(CONVERSATION_GENERATIONS_MAX), earlierCursor: Cursor.nullable().describe('Leads to the generations before these; null: these begin it') })
  .meta({ id: 'Conversation' });
export type Conversation = z.infer<typeof Conversation>;
