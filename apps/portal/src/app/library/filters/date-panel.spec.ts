import { InteractivityChecker } from '@angular/cdk/a11y';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { show } from '../../../testing/page';
import { Words } from '../../i18n/words';
import { DatePanel } from './date-panel';
import { dateLabel, dateSpans } from './date-spans';

const spans = () => dateSpans(new Date(2026, 10, 22), new Date(2025, 3, 1), TestBed.inject(Words));

beforeEach(() => { jest.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB']); });
afterEach(() => { jest.restoreAllMocks(); });

async function open(days: { from: string | null; to: string | null } = { from: null, to: null }) {
  // The DOM of the specs lays nothing out, so that it takes nothing for visible.
  TestBed.overrideProvider(InteractivityChecker, { useValue: { isFocusable: () => true, isTabbable: () => true, isVisible: () => true, isDisabled: () => false } });
  const page = await show(DatePanel, { spans: spans(), days });
  const chosen: unknown[] = [];
  page.fixture.componentInstance.chosen.subscribe((value) => { chosen.push(value); });
  return { chosen, page };
}

describe('the dates', () => {
  it('are chosen by a stretch that is often looked for, and the present one is marked', async () => {
    const { chosen, page } = await open({ from: '2025-01-01', to: '2025-12-31' });
    expect(page.all('button').filter((button) => button.getAttribute('aria-pressed') === 'true').map(({ textContent }) => textContent)).toEqual(['2025']);
    await page.press('button', 'Last 7 days');
    expect(chosen).toEqual([{ from: '2026-11-16', to: null }]);
  });

  it('are chosen from a day to a day', async () => {
    const { chosen, page } = await open();
    await page.type('From', '2026-11-03');
    await page.type('To', '2026-11-09');
    await page.press('button', 'Show');
    expect(chosen).toEqual([{ from: '2026-11-03', to: '2026-11-09' }]);
  });

  it.each([['2026-11-03', ''], ['', '2026-11-09'], ['2026-11-03', '2026-11-03']])('may begin at “%s” and end at “%s”', async (from, to) => {
    const { chosen, page } = await open();
    await page.type('From', from);
    await page.type('To', to);
    await page.press('button', 'Show');
    expect(chosen).toEqual([{ from: from || null, to: to || null }]);
  });

  it('cannot end before they begin: that is said, at the fields, until it is changed', async () => {
    const { chosen, page } = await open({ from: '2026-11-03', to: '2026-11-09' });
    await page.type('From', '2026-11-10');
    await page.press('button', 'Show');
    expect(chosen).toEqual([]);
    expect(page.text).toContain('The first day is after the last.');
    expect([document.activeElement, page.field('From').getAttribute('aria-invalid')]).toEqual([page.field('From'), 'true']);
    await page.type('From', '2026-11-09');
    expect([page.find('alert', /first day/), page.field('From').getAttribute('aria-invalid')]).toEqual([undefined, null]);
    await page.press('button', 'Show');
    expect(chosen).toEqual([{ from: '2026-11-09', to: '2026-11-09' }]);
  });

  it('are not taken from before there were any', async () => {
    const { chosen, page } = await open();
    await page.type('To', '0026-11-03');
    await page.press('button', 'Show');
    expect(chosen).toEqual([]);
    expect([page.text.includes('Enter a whole date.'), document.activeElement]).toEqual([true, page.field('To')]);
  });

  it('can be cleared when there are any', async () => {
    const { chosen, page } = await open({ from: '2026-11-03', to: null });
    await page.press('button', 'Clear');
    expect(chosen).toEqual([{ from: null, to: null }]);
  });

  it('have nothing to clear when there are none', async () => {
    const { page } = await open();
    expect((page.get('button', 'Clear') as HTMLButtonElement).disabled).toBe(true);
  });

  it('have the focus where they are chosen: at the stretch, or at the first day', async () => {
    const { page } = await open();
    expect(document.activeElement).toBe(page.get('button', 'Any date'));
  });

  it('have the focus at the first day when they are of no known stretch', async () => {
    const { page } = await open({ from: '2026-11-03', to: '2026-11-09' });
    expect(document.activeElement).toBe(page.field('From'));
  });

  it('are told by the chip as they were chosen', () => {
    expect(dateLabel({ from: '2026-11-03', to: '2026-11-09' }, spans(), TestBed.inject(Words))).toMatch(/^3\s?–\s?9 Nov 2026$/);
    expect(dateLabel({ from: '2026-11-03', to: null }, spans(), TestBed.inject(Words))).toBe('From 3 Nov 2026');
    expect(dateLabel({ from: null, to: '2026-11-09' }, spans(), TestBed.inject(Words))).toBe('Until 9 Nov 2026');
  });
});
