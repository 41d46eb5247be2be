import { signal, type Type } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { describe, expect, it } from '@jest/globals';
import type { Album } from '@vitrine/contracts';
import { show } from '../../../testing/page';
import { Albums } from '../../images/albums';
import { LibraryFacets } from '../../images/library-facets';
import { AlbumNameDialog } from '../filters/album-name-dialog';
import { AlbumDialog } from './album-dialog';
import { BulkBar } from './bulk-bar';
import { TagDialog } from './tag-dialog';

const HARBOURS: Album = { id: 'id-harbours', name: 'Harbours', images: 12, cover: null, createdAt: '2026-11-22T12:00:00.000Z' };

async function ask(dialog: Type<unknown>, data: unknown) {
  const closed: unknown[] = [];
  TestBed.configureTestingModule({ providers: [
    { provide: MAT_DIALOG_DATA, useValue: data },
    { provide: MatDialogRef, useValue: { id: 'asked', close: (answer: unknown) => { closed.push(answer); }, _containerInstance: { _addAriaLabelledBy: () => undefined, _removeAriaLabelledBy: () => undefined } } },
    { provide: Albums, useValue: { list: signal([HARBOURS]), load: () => Promise.resolve() } },
    { provide: LibraryFacets, useValue: { facets: signal({ tags: ['sea', 'sky'], models: [] }) } },
  ] });
  const page = await show(dialog);
  const enter = (label: string) => page.field(label).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  return { closed, enter, page };
}

describe('the question into which album', () => {
  it('offers those there are, with how much is in them', async () => {
    const { closed, page } = await ask(AlbumDialog, 3);
    expect(page.text).toContain('Add 3 images to an album');
    await page.press('button', /^Harbours\s*12$/);
    expect(closed).toEqual([{ id: 'id-harbours' }]);
  });

  it.each(['the button', 'Enter'])('takes the name of a new one, by %s', async (way) => {
    const { closed, enter, page } = await ask(AlbumDialog, 1);
    await page.type('New album', '  Ports ');
    if (way === 'Enter') enter('New album');
    else await page.press('button', 'Create album');
    expect(closed).toEqual([{ name: 'Ports' }]);
  });

  it('takes no name of nothing', async () => {
    const { closed, enter, page } = await ask(AlbumDialog, 1);
    await page.type('New album', '   ');
    enter('New album');
    expect([(page.get('button', 'Create album') as HTMLButtonElement).disabled, closed]).toEqual([true, []]);
  });
});

describe('the question for tags', () => {
  it('takes many with commas between them, each once, and offers those there are', async () => {
    const { closed, page } = await ask(TagDialog, 2);
    const field = [...page.host.querySelectorAll('input')][0]!;
    field.value = ' Sea, dusk,, sea ';
    field.dispatchEvent(new Event('input'));
    await page.settle();
    await page.press('button', 'Add tags');
    expect(closed).toEqual([['sea', 'dusk']]);
    expect([...page.host.querySelectorAll('option')].map(({ value }) => value)).toEqual(['sea', 'sky']);
  });

  it('is not answered by nothing', async () => {
    const { closed, page } = await ask(TagDialog, 2);
    const field = [...page.host.querySelectorAll('input')][0]!;
    field.value = ' , ';
    field.dispatchEvent(new Event('input'));
    await page.settle();
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    expect([(page.get('button', 'Add tags') as HTMLButtonElement).disabled, closed]).toEqual([true, []]);
  });
});

describe('the question for the name of an album', () => {
  it('begins with the one it has', async () => {
    const { closed, page } = await ask(AlbumNameDialog, { title: 'Rename this album', name: 'Harbours', go: 'Rename' });
    expect(page.field('Name').value).toBe('Harbours');
    await page.type('Name', ' Ports ');
    await page.press('button', 'Rename');
    expect(closed).toEqual(['Ports']);
  });

  it('says of one that ends that its images stay, and wants no name', async () => {
    const { closed, page } = await ask(AlbumNameDialog, { title: 'Delete the album “Harbours”?', name: null, go: 'Delete album' });
    expect(page.text).toContain('Its images stay in your library.');
    expect(page.host.querySelector('input')).toBeNull();
    await page.press('button', 'Delete album');
    expect(closed).toEqual(['']);
  });
});

describe('the bar of the selection', () => {
  async function bar(inputs: Record<string, unknown>) {
    const page = await show(BulkBar, inputs);
    const wished: string[] = [];
    page.fixture.componentInstance.wished.subscribe((wish) => { wished.push(wish); });
    return { page, wished };
  }

  it('says how many are selected, and how many of them the filter hides', async () => {
    expect((await bar({ count: 5 })).page.all('status')[0]?.textContent).toBe('5 selected');
    expect((await bar({ count: 5, hidden: 2 })).page.all('status')[0]?.textContent).toBe('2 of 5 selected are hidden');
  });

  it('offers the cover where one image of an album is selected', async () => {
    const { page, wished } = await bar({ count: 1, inAlbum: true });
    await page.press('button', 'Use as album cover');
    await page.press('button', 'Take out of this album');
    expect(wished).toEqual(['cover', 'take']);
  });

  it.each([
    ['two are selected', { count: 2, inAlbum: true }], ['it is hidden, and perhaps of no album', { count: 1, hidden: 1, inAlbum: true }],
    ['no album is shown', { count: 1 }], ['nobody is signed in', { count: 1, inAlbum: true, organise: false }],
  ])('offers no cover when %s', async (_, inputs) => {
    expect((await bar(inputs)).page.find('button', 'Use as album cover')).toBeUndefined();
  });
});
