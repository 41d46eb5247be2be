import { beforeEach, describe, expect, it } from '@jest/globals';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { type Page, show } from '../../testing/page';
import { Connection } from '../api/connection';
import { ApiError } from '../api/problem';
import { Session } from '../auth/session';
import { Toasts } from '../shell/toasts';
import { ChangePassword } from './change-password';

describe('changing one’s password', () => {
  const reachable = signal(true);
  let sent: unknown[];
  let said: string[];
  let answer: () => Promise<unknown>;
  let page: Page<ChangePassword>;

  beforeEach(async () => {
    reachable.set(true);
    [sent, said, answer] = [[], [], () => Promise.resolve()];
    TestBed.configureTestingModule({ providers: [
      { provide: Connection, useValue: { reachable, offline: signal(false) } },
      { provide: Toasts, useValue: { say: (text: string) => { said.push(text); return Promise.resolve(); } } },
      { provide: Session, useValue: { changePassword: (change: unknown) => { sent.push(change); return answer(); } } },
    ] });
    page = await show(ChangePassword);
  });

  async function change(current: string, next: string): Promise<void> {
    await page.type('Present password', current);
    await page.type('New password', next);
    await page.press('button', 'Change password');
  }

  it('sends both, says that it is done, and leaves neither on the screen', async () => {
    await change('the old one', 'the new one');
    expect(sent).toEqual([{ current: 'the old one', next: 'the new one' }]);
    expect(said).toEqual(['Your password is changed.']);
    expect([page.field('Present password').value, page.field('New password').value]).toEqual(['', '']);
  });

  it('has empty fields without an error afterwards, and the focus on its button', async () => {
    await change('the old one', 'the new one');
    for (const label of ['Present password', 'New password']) {
      expect(page.field(label).getAttribute('aria-invalid')).not.toBe('true');
      expect(page.field(label).closest('mat-form-field')?.classList.contains('mat-form-field-invalid')).toBe(false);
    }
    expect(document.activeElement).toBe(page.get('button', 'Change password'));
  });

  it('checks the fields as before after a change', async () => {
    await change('the old one', 'the new one');
    await page.press('button', 'Change password');
    expect(sent).toHaveLength(1);
    expect(page.all('alert')[0]?.textContent).toContain('Choose a new password.');
  });

  it('sends nothing that is too short or missing, and says which', async () => {
    await change('', 'short');
    expect(sent).toEqual([]);
    expect(page.all('alert')[0]?.textContent).toContain('Enter your present password.');
    expect(page.all('alert')[0]?.textContent).toContain('Use 8 characters or more.');
    expect(document.activeElement).toBe(page.all('alert')[0]);
  });

  it('says that the present one is not right, and keeps what was typed', async () => {
    answer = () => Promise.reject(new ApiError('forbidden', null));
    await change('a wrong one', 'the new one');
    expect(page.all('alert')[0]?.textContent).toContain('Your present password is not right.');
    expect(page.field('New password').value).toBe('the new one');
    expect(said).toEqual([]);
  });

  it('is sent once, however often it is pressed', async () => {
    let finish: () => void = () => undefined;
    answer = () => new Promise<void>((resolve) => { finish = resolve; });
    await page.type('Present password', 'the old one');
    await page.type('New password', 'the new one');
    const button = page.get('button', 'Change password');
    button.click();
    page.fixture.detectChanges();
    expect(button.textContent).toContain('Changing…');
    expect(button.getAttribute('aria-disabled')).toBe('true');
    button.click();
    finish();
    await page.settle();
    expect(sent).toHaveLength(1);
    expect(said).toEqual(['Your password is changed.']);
  });

  it('tells passwords apart for whoever keeps them: the present one and the new', () => {
    expect(page.field('Present password').autocomplete).toBe('current-password');
    expect(page.field('New password').autocomplete).toBe('new-password');
  });

  it('sends nothing while the server is away, says why, and keeps what was typed', async () => {
    reachable.set(false);
    await change('the old one', 'the new one');
    expect(sent).toEqual([]);
    expect(said).toEqual(['We can\'t reach the server.']);
    expect(page.field('New password').value).toBe('the new one');
  });
});
