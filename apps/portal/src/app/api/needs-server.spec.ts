import { beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { type Page, show } from '../../testing/page';
import { Toasts } from '../shell/toasts';
import { Connection } from './connection';
import { NeedsServer } from './needs-server';

@Component({
  imports: [NeedsServer],
  template: `
    <button type="button" appNeedsServer (click)="done.push('both')">Both</button>
    <button type="button" [appNeedsServer]="false" (click)="done.push('alone')">Alone</button>
    <form (submit)="$event.preventDefault(); done.push('sent')">
      <input aria-label="Name" appNeedsServer />
      <button type="submit" appNeedsServer [busy]="busy()">Send</button>
    </form>
  `,
})
class Deeds {
  readonly done: string[] = [];
  readonly busy = signal(false);
}

describe('what needs the server', () => {
  const reachable = signal(true);
  const offline = signal(false);
  let said: string[];
  let page: Page<Deeds>;

  beforeEach(async () => {
    reachable.set(true);
    offline.set(false);
    said = [];
    TestBed.configureTestingModule({ providers: [
      { provide: Connection, useValue: { reachable, offline } },
      { provide: Toasts, useValue: { say: (text: string) => { said.push(text); return Promise.resolve(); } } },
    ] });
    page = await show(Deeds);
  });

  const done = () => page.fixture.componentInstance.done;

  async function lose(network: boolean): Promise<void> {
    reachable.set(false);
    offline.set(network);
    await page.settle();
  }

  it('does what it does while the server is there, and says nothing', async () => {
    expect(page.get('button', 'Both').hasAttribute('aria-disabled')).toBe(false);
    await page.press('button', 'Both');
    await page.press('button', 'Send');
    expect(done()).toEqual(['both', 'sent']);
    expect(said).toEqual([]);
  });

  it('is told to be disabled and why, and can still have the focus', async () => {
    await lose(true);
    const button = page.get('button', 'Both');
    expect([button.getAttribute('aria-disabled'), button.getAttribute('aria-description')]).toEqual(['true', 'You\'re offline.']);
    button.focus();
    expect(document.activeElement).toBe(button);
  });

  it('does nothing when it is pressed, and says why', async () => {
    await lose(true);
    await page.press('button', 'Both');
    expect(said).toEqual(['You\'re offline.']);
    await lose(false);
    await page.press('button', 'Both');
    expect(said).toEqual(['You\'re offline.', 'We can\'t reach the server.']);
    expect(done()).toEqual([]);
  });

  it('sends no form', async () => {
    await lose(false);
    await page.press('button', 'Send');
    expect(done()).toEqual([]);
    expect(said).toHaveLength(1);
  });

  it('lets a field be read and not be typed into', async () => {
    const field = page.host.querySelector('input')!;
    expect(field.readOnly).toBe(false);
    await lose(false);
    expect(field.readOnly).toBe(true);
    field.click();
    expect(said).toEqual([]);
  });

  it('leaves alone what this device does without a server', async () => {
    await lose(true);
    expect(page.get('button', 'Alone').hasAttribute('aria-disabled')).toBe(false);
    await page.press('button', 'Alone');
    expect(done()).toEqual(['alone']);
  });

  it('is as before when the server is back', async () => {
    await lose(false);
    reachable.set(true);
    await page.settle();
    expect(page.get('button', 'Both').hasAttribute('aria-disabled')).toBe(false);
    expect(page.get('button', 'Both').hasAttribute('aria-description')).toBe(false);
    await page.press('button', 'Both');
    expect(done()).toEqual(['both']);
  });

  it('can be disabled for a reason of its own, without a word of the server', async () => {
    page.fixture.componentInstance.busy.set(true);
    await page.settle();
    expect(page.get('button', 'Send').getAttribute('aria-disabled')).toBe('true');
    expect(page.get('button', 'Send').hasAttribute('aria-description')).toBe(false);
  });

  it('is not marked in vain: every component whose template has the mark brings what is behind it', () => {
    const app = join(process.cwd(), process.cwd().endsWith(join('apps', 'portal')) ? 'src/app' : 'apps/portal/src/app');
    const files = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(ts|html)$/.test(path) && !path.endsWith('.spec.ts'));
    const marked = files.filter((path) => /[[ ]appNeedsServer\b/.test(readFileSync(join(app, path), 'utf8')) && !path.endsWith('needs-server.ts'));
    expect(marked.length).toBeGreaterThan(10);
    const without = marked.map((path) => join(app, path.replace(/\.html$/, '.ts')))
      .filter((path) => !existsSync(path) || !/imports: \[[^\]]*\bNeedsServer\b/.test(readFileSync(path, 'utf8')));
    expect(without).toEqual([]);
  });
});
