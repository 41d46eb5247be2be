import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import {
  Conversation,
  ConversationPage,
  ConversationSummary,
  CreateConversation,
  DeleteConversation,
  ListConversations,
  ReadConversation,
  RenameConversation,
} from '@vitrine/contracts';
import type { Response } from 'express';
import type { Caller } from '../access/caller';
import { CurrentUser } from '../access/current-user.decorator';
import { Policy } from '../access/policy.decorator';
import { Operation } from '../http/operation.decorator';
import { sendCreated } from '../http/send-answer';
import { ConversationsService } from './conversations.service';

@Controller('ai/conversations')
export class ConversationsController {
  constructor(private readonly conversations: ConversationsService) {}

  @Get()
  @Policy('conversation:read')
  @Operation({
    id: 'listConversations',
    summary: 'Your chats, the last used first',
    description: 'Follow `nextCursor` until it is null.',
    tag: 'conversations',
    answers: ConversationPage,
    large: 'reads',
  })
  list(@CurrentUser() user: Caller, @Query({ schema: ListConversations }) page: ListConversations): Promise<ConversationPage> {
    return this.conversations.list(user.userId, page);
  }

  @Post()
  @Policy('conversation:change')
  @Operation({
    id: 'createConversation',
    summary: 'Begin a chat',
    description: 'An empty one with a title. Generating without `conversationId` starts one.',
    tag: 'conversations',
    status: 201,
    answers: ConversationSummary,
    headers: ['Location'],
  })
  create(@CurrentUser() user: Caller, @Body({ schema: CreateConversation }) wanted: CreateConversation, @Res() response: Response): Promise<void> {
    return sendCreated(response, ({ id }) => `/api/ai/conversations/${id}`, this.conversations.create(user.userId, wanted));
  }

  @Get(':id')
  @Policy('conversation:read')
  @Operation({
    id: 'getConversation',
    summary: 'A chat with its generations and their images',
    description: 'Oldest first. Of a long chat, the newest 200 generations; `earlierCursor` leads to those before them.',
    tag: 'conversations',
    answers: Conversation,
    large: 'reads',
    problems: ['not-found'],
  })
  read(@CurrentUser() user: Caller, @Param('id') id: string, @Query({ schema: ReadConversation }) from: ReadConversation): Promise<Conversation> {
    return this.conversations.read(user.userId, id, from);
  }

  @Patch(':id')
  @Policy('conversation:change')
  @Operation({
    id: 'renameConversation',
    summary: 'Give a chat another title',
    description: 'The title is at most 120 characters long and one line.',
    tag: 'conversations',
    answers: ConversationSummary,
    problems: ['not-found'],
  })
  rename(@CurrentUser() user: Caller, @Param('id') id: string, @Body({ schema: RenameConversation }) wanted: RenameConversation): Promise<ConversationSummary> {
    return this.conversations.rename(user.userId, id, wanted);
  }

  @Delete(':id')
  @HttpCode(204)
  @Policy('conversation:change')
  @Operation({
    id: 'deleteConversation',
    summary: 'Delete a chat, with its images or without',
    description: 'Its images stay in the library, unless `images=trash` moves them into the trash.',
    tag: 'conversations',
    status: 204,
    problems: ['not-found'],
  })
  remove(@CurrentUser() user: Caller, @Param('id') id: string, @Query({ schema: DeleteConversation }) how: DeleteConversation): Promise<void> {
    return this.conversations.remove(user.userId, id, how);
  }
}
