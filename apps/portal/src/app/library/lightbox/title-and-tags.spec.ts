import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Page, show } from '../../../testing/page';
import { LibraryFacets } from '../../images/library-facets';
import { Organiser } from '../../images/organiser';
import { anImage } from '../../images/testing/images';
import { someone } from '../../images/testing/someone';
import { Toasts } from '../../shell/toasts';
import { TitleAndTags } from './title-and-tags';

describe('TitleAndTags', () => {
  let page: Page<TitleAndTags>;
  let changes: unknown[];
  let escapes: number;

  beforeEach(async () => {
    [changes, escapes] = [[], 0];
    const image = anImage({ title: 'Harbour', tags: ['boats', 'sea'] });
    TestBed.configureTestingModule({ providers: [
      ...someone('maya').providers,
      { provide: Toasts, useValue: {} }, { provide: LibraryFacets, useValue: { facets: signal(null) } },
      { provide: Organiser, useValue: { change: (_: unknown, change: { tags?: string[] }) => {
        changes.push(change);
        page.fixture.componentRef.setInput('image', { ...image, ...change });
        return Promise.resolve(true);
      } } },
    ] });
    page = await show(TitleAndTags, { image });
    page.host.addEventListener('keydown', (event) => { if (event.key === 'Escape') escapes++; });
  });

  function press(key: string, init: KeyboardEventInit = {}): void {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
  }

  const focused = () => document.activeElement;

  it.each([['Title', 'Harbour'], ['Tags', '']])('ends editing of %s on Escape, and keeps the focus beside it; the next Escape belongs to the lightbox', (label, before) => {
    const field = page.field(label);
    field.focus();
    field.value = 'half a word';
    press('Escape');
    expect(field.value).toBe(before);
    expect(page.host.contains(focused())).toBe(true);
    expect(focused()).not.toBe(field);
    expect(escapes).toBe(0);
    press('Escape');
    expect(escapes).toBe(1);
    expect(changes).toEqual([]);
  });

  it('leaves Escape to a word that is being composed', () => {
    const field = page.field('Title');
    field.focus();
    press('Escape', { isComposing: true });
    expect(focused()).toBe(field);
  });

  it('saves a title on Enter, and keeps the focus beside it', () => {
    const field = page.field('Title');
    field.focus();
    field.value = 'Port';
    press('Enter');
    field.dispatchEvent(new Event('change')); // a browser does this when a changed field loses the focus
    expect(changes).toEqual([{ title: 'Port' }]);
    expect(page.host.contains(focused())).toBe(true);
  });

  it('hands the focus to the next tag when one is removed, and to the field after the last', async () => {
    page.get('button', 'Remove the tag boats').focus();
    await page.press('button', 'Remove the tag boats');
    expect(focused()).toBe(page.get('button', 'Remove the tag sea'));
    await page.press('button', 'Remove the tag sea');
    expect(focused()).toBe(page.field('Tags'));
  });
});
