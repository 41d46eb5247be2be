import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MatDialog } from '@angular/material/dialog';
import { Router } from '@angular/router';
import { generation } from '../../testing/samples';
import { ApiError } from '../api/problem';
import { Toasts } from '../shell/toasts';
import { ChatActions } from './chat-actions';
import { ChatStore } from './chat-store';
import { Chats } from './chats';
import { newTurn, type Turn } from './turn';
import { AS_USUAL } from './wish';

const ID = 'c1';

describe('what is asked before a chat is changed', () => {
  let renamed: [string, string][];
  let removed: string[];
  let said: string[];
  let went: string[];
  let fresh: number;
  let refusal: ApiError | null;
  let actions: ChatActions;
  let cancelled: string[];
  const turns = signal<readonly Turn[]>([]);

  beforeEach(() => {
    [renamed, removed, said, went, fresh, refusal] = [[], [], [], [], 0, null];
    cancelled = [];
    turns.set([]);
    const done = <T>(list: T[], entry: T) => { if (refusal) return Promise.reject(refusal); list.push(entry); return Promise.resolve(); };
    TestBed.configureTestingModule({ providers: [
      { provide: Router, useValue: { navigateByUrl: (url: string) => { went.push(url); return Promise.resolve(true); } } },
      { provide: Chats, useValue: { rename: (id: string, title: string) => done(renamed, [id, title]), remove: (id: string) => done(removed, id) } },
      { provide: ChatStore, useValue: {
        chatId: signal(ID), turns, startNew: () => { fresh++; }, cancel: (turn: Turn) => { cancelled.push(turn.key); return Promise.resolve(); },
      } },
      { provide: Toasts, useValue: { say: (text: string) => { said.push(text); return Promise.resolve(); } } },
    ] });
    actions = TestBed.inject(ChatActions);
  });

  afterEach(() => { TestBed.inject(MatDialog).closeAll(); });

  const dialog = () => document.querySelector<HTMLElement>('mat-dialog-container');
  const button = (name: string) => [...(dialog()?.querySelectorAll('button') ?? [])].find(({ textContent }) => textContent?.trim() === name)!;

  async function opened(): Promise<HTMLElement> {
    for (let turns = 0; turns < 200 && dialog() === null; turns++) await later();
    await later();
    return dialog()!;
  }

  async function later(): Promise<void> {
    TestBed.tick();
    await new Promise((resolve) => { setTimeout(resolve, 5); });
  }

  describe('a new title', () => {
    async function write(title: string): Promise<void> {
      const field = (await opened()).querySelector('input')!;
      field.value = title;
      field.dispatchEvent(new Event('input'));
      await later();
    }

    it('is asked for beginning with the present one, and given without the spaces around it', async () => {
      const done = actions.rename(ID, 'Lighthouses');
      expect((await opened()).querySelector('input')?.value).toBe('Lighthouses');
      await write('  Towers ');
      button('Rename').click();
      await done;
      expect(renamed).toEqual([[ID, 'Towers']]);
    });

    it('is never empty', async () => {
      const done = actions.rename(ID, 'Lighthouses');
      await write('   ');
      expect(button('Rename').disabled).toBe(true);
      (await opened()).querySelector('form')!.dispatchEvent(new Event('submit'));
      await later();
      expect(dialog()).not.toBeNull();
      button('Cancel').click();
      await done;
      expect(renamed).toEqual([]);
    });

    it('that could not be given leaves the old one, and says so', async () => {
      refusal = new ApiError('too-many-requests', null);
      const done = actions.rename(ID, 'Lighthouses');
      await write('Towers');
      button('Rename').click();
      await done;
      expect(said).toEqual(['That did not work. Nothing was changed.']);
    });
  });

  describe('deleting it', () => {
    it('is an alert that says what stays, and begins at the safe answer', async () => {
      const done = actions.remove(ID);
      const asked = await opened();
      expect(asked.getAttribute('role')).toBe('alertdialog');
      expect(asked.textContent).toContain('Its images stay in your Library.');
      for (let turns = 0; turns < 100 && document.activeElement?.tagName !== 'BUTTON'; turns++) await later();
      expect(document.activeElement?.textContent?.trim()).toBe('Keep chat');
      button('Keep chat').click();
      await done;
      expect([removed, went, fresh]).toEqual([[], [], 0]);
    });

    it('is done only when that is answered; then a new chat is open', async () => {
      const done = actions.remove(ID);
      await opened();
      button('Delete chat').click();
      await done;
      expect([removed, went, fresh]).toEqual([[ID], ['/create'], 1]);
      expect(said).toEqual(['Chat deleted. Its images are still in your Library.']);
    });

    it('that could not be done leaves the chat open, and says so', async () => {
      refusal = new ApiError('too-many-requests', null);
      const done = actions.remove(ID);
      await opened();
      button('Delete chat').click();
      await done;
      expect([went, fresh]).toEqual([[], 0]);
      expect(said).toEqual(['That did not work. Nothing was changed.']);
    });
  });

  describe('cancelling an image by its key', () => {
    const running = (key: string): Turn => ({ ...newTurn(key, { ...AS_USUAL, prompt: key }), generation: generation({ status: 'running' }) });

    it('asks first, and cancels the one begun last', async () => {
      turns.set([running('a'), running('b')]);
      const done = actions.stop();
      expect((await opened()).textContent).toContain('Nothing is saved of an image that is cancelled.');
      button('Cancel image').click();
      await done;
      expect(cancelled).toEqual(['b']);
    });

    it('lets it go on when the answer is no', async () => {
      turns.set([running('a')]);
      const done = actions.stop();
      await opened();
      button('Keep going').click();
      await done;
      expect(cancelled).toEqual([]);
    });

    it('asks nothing when nothing is under way that can be cancelled', async () => {
      turns.set([{ ...running('a'), underWay: false }, { ...running('b'), cancelling: true }, { ...running('c'), place: 'device' }]);
      await actions.stop();
      expect(dialog()).toBeNull();
    });

    it('cancels nothing that was done before the answer came', async () => {
      turns.set([running('a')]);
      const done = actions.stop();
      await opened();
      turns.set([{ ...running('a'), underWay: false }]);
      button('Cancel image').click();
      await done;
      expect(cancelled).toEqual([]);
    });
  });
});
