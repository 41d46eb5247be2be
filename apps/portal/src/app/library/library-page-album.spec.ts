import { describe, expect, it } from '@jest/globals';
import type { Album } from '@vitrine/contracts';
import { anImage } from '../images/testing/images';
import { layOut, openLibraryPage, press } from './testing/library-page';

layOut();

describe('the library page of one album', () => {
  const ID = '0190b7f6-7c1e-7d7a-8a4b-00000000000a';
  const album = (images: number): Album => ({ id: ID, name: 'Harbours', images, cover: null, createdAt: '2026-11-22T12:00:00.000Z' });

  it('has its name, and leads back to all of them', async () => {
    const { harness, page, settled } = await openLibraryPage({ images: [anImage()], albums: [album(1)] });
    await harness.navigateByUrl(`/library?album=${ID}`);
    await settled();
    expect(page.querySelector('h1')?.textContent).toBe('Harbours');
    expect(page.querySelector('header a')?.getAttribute('href')).toBe('/albums');
  });

  it('says how something gets into it while nothing is', async () => {
    const { account, harness, page, settled } = await openLibraryPage({ images: [anImage()], albums: [album(0)] });
    const whole = account.index.bind(account);
    account.index = (filters) => whole(filters.album === undefined ? filters : { ...filters, q: 'no such words' } as typeof filters);
    await harness.navigateByUrl(`/library?album=${ID}`);
    await settled();
    expect(page.textContent).toContain('This album is empty.');
    [...page.querySelectorAll<HTMLElement>('button')].find((button) => button.textContent === 'Choose images')?.click();
    await settled();
    expect([page.querySelector('h1')?.textContent, page.querySelectorAll('[role=gridcell]').length]).toEqual(['Library', 1]);
  });

  it('says in an empty library that the album is empty, and how an image gets into it', async () => {
    const { harness, page, settled } = await openLibraryPage({ albums: [album(0)] });
    await harness.navigateByUrl(`/library?album=${ID}`);
    await settled();
    expect(page.querySelector('h1')?.textContent).toBe('Harbours');
    expect(page.textContent).toContain('This album is empty.');
    expect(page.textContent).toContain('Create an image, then add it to this album.');
    expect(page.textContent).not.toContain('Your images will live here.');
    expect([...page.querySelectorAll('a')].find((link) => link.textContent.includes('New image'))?.getAttribute('href')).toBe('/create');
  });

  it('takes the one selected image of it for its cover', async () => {
    const images = [anImage(), anImage()];
    const { all, changed, harness, page, said, settled } = await openLibraryPage({ images, albums: [album(2)] });
    await harness.navigateByUrl(`/library?album=${ID}`);
    await settled();
    all('gridcell')[1]?.focus();
    press(all('gridcell')[1]!, ' ');
    await settled();
    page.querySelector<HTMLElement>('[aria-label="Use as album cover"]')?.click();
    await settled();
    expect(changed).toEqual([[ID, { cover: images[1]?.filename }]]);
    expect(said).toEqual(['Cover of “Harbours” changed.']);
    expect(all('toolbar')).toHaveLength(0);
  });

  it('takes the image that is open for its cover', async () => {
    const images = [anImage(), anImage()];
    const { all, changed, harness, settled } = await openLibraryPage({ images, albums: [album(2)] });
    await harness.navigateByUrl(`/library?album=${ID}`);
    await settled();
    press(all('gridcell')[0]!, 'Enter');
    await settled();
    all('dialog')[0]?.querySelector<HTMLElement>('[aria-label="Use as album cover"]')?.click();
    await settled();
    expect(changed).toEqual([[ID, { cover: images[0]?.filename }]]);
  });
});
