import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import { ApiError } from '../api/problem';
import { LibraryStore } from '../images/library-store';
import { anImage } from '../images/testing/images';
import { layOut, openLibraryPage, press, resize } from './testing/library-page';

layOut();

describe('the library page', () => {
  it('shows the images under their days, as a grid of which one tile is in the tab order', async () => {
    const images = [anImage({ createdAt: '2026-11-20T12:00:00.000Z' }), anImage({ createdAt: '2026-11-20T11:00:00.000Z' }), anImage({ createdAt: '2026-11-18T11:00:00.000Z' })];
    const { all, page } = await openLibraryPage({ images });
    expect(all('gridcell')).toHaveLength(3);
    expect(all('rowheader').map((heading) => heading.textContent.replace(/\s+/g, ' ').trim())).toEqual([
      expect.stringContaining('20 November'), expect.stringContaining('18 November'),
    ]);
    expect(all('gridcell').filter((tile) => tile.tabIndex === 0)).toHaveLength(1);
    expect(all('grid')[0]?.getAttribute('aria-rowcount')).toBe('4');
    expect(page.querySelector('p.count')?.textContent).toContain('3 images');
  });

  it('says how it begins when there is nothing yet', async () => {
    const { page } = await openLibraryPage();
    expect(page.textContent).toContain('Your images will live here.');
  });

  it('offers to try again when loading failed, and then shows the images', async () => {
    const { account, all, page, settled } = await openLibraryPage({ images: [anImage()], failure: new ApiError('internal-error', null) });
    expect(all('alert')[0]?.textContent).toContain('could not be loaded');
    account.failure = null;
    page.querySelector<HTMLElement>('[role=alert] button')?.click();
    await settled();
    expect(all('gridcell')).toHaveLength(1);
  });

  it('says that the server is away, and comes back by itself', async () => {
    const { all, page, reachable, settled } = await openLibraryPage({ images: [anImage()], online: false });
    expect(page.textContent).toContain('We can\'t reach the server.');
    reachable.set(true);
    await settled();
    expect(all('gridcell')).toHaveLength(1);
  });

  it('marks what this device alone keeps, and says why in one banner', async () => {
    const { all, page } = await openLibraryPage({ user: null, local: [anImage({}, 'device'), anImage({}, 'device')] });
    expect(page.textContent).toContain('2 images are on this device only.');
    expect(all('gridcell').map((tile) => tile.textContent.trim())).toEqual(['This device only', 'This device only']);
  });

  it('asks before it deletes, and then moves the focus to the next image', async () => {
    const images = [anImage(), anImage(), anImage()];
    const { account, all, said, settled, whether } = await openLibraryPage({ images });
    all('gridcell')[1]?.focus();
    press(all('gridcell')[1]!, 'Delete');
    await settled();
    expect(whether).toHaveBeenCalledWith({ images: [expect.objectContaining({ filename: images[1]?.filename })], days: 30 });
    expect(account.images).toHaveLength(2);
    expect(said).toEqual(['Moved to trash.']);
    expect(document.activeElement?.getAttribute('aria-label')).toContain(images[2]?.prompt);
  });

  it('keeps the focus on its tile when the window becomes narrow and the tile moves to another row', async () => {
    const images = Array.from({ length: 12 }, () => anImage());
    const { all, settled, whether } = await openLibraryPage({ images });
    all('gridcell')[9]?.focus();
    resize(390);
    await settled();
    expect(document.activeElement?.getAttribute('aria-label')).toContain('Image 10 of 12');
    press(document.activeElement as HTMLElement, 'Delete');
    await settled();
    expect(whether).toHaveBeenCalledWith({ images: [expect.objectContaining({ filename: images[9]?.filename })], days: 30 });
  });

  it('deletes nothing when the person keeps the image', async () => {
    const { account, all, settled, whether } = await openLibraryPage({ images: [anImage()] });
    whether.mockResolvedValue(false);
    press(all('gridcell')[0]!, 'Delete');
    await settled();
    expect(account.calls.filter((call) => call.startsWith('remove'))).toEqual([]);
    expect(all('gridcell')).toHaveLength(1);
  });

  it('selects with Space and a Shift range, and deletes them together', async () => {
    const { all, page, account, settled } = await openLibraryPage({ images: [anImage(), anImage(), anImage(), anImage()] });
    all('gridcell')[0]?.focus();
    press(all('gridcell')[0]!, ' ');
    await settled();
    all('gridcell')[2]?.querySelector('.circle')?.dispatchEvent(new MouseEvent('click', { shiftKey: true, bubbles: true }));
    await settled();
    expect(all('gridcell').map((tile) => tile.getAttribute('aria-selected'))).toEqual(['true', 'true', 'true', 'false']);
    expect(all('toolbar')[0]?.textContent).toContain('3 selected');
    [...page.querySelectorAll<HTMLElement>('[role=toolbar] button')].find((button) => button.textContent.includes('Move to trash'))?.click();
    await settled();
    expect(account.images).toHaveLength(1);
    expect(all('toolbar')).toHaveLength(0);
  });

  it('opens an image before everything, walks on, and returns the focus to its tile', async () => {
    const images = [anImage(), anImage(), anImage()];
    const { all, settled } = await openLibraryPage({ images });
    all('gridcell')[0]?.focus();
    press(all('gridcell')[0]!, 'Enter');
    await settled();
    const dialog = all('dialog')[0]!;
    expect(dialog.textContent).toContain(images[0]?.prompt);
    press(dialog, 'ArrowRight');
    await settled();
    expect(dialog.querySelector('.counter')?.textContent).toBe('002 / 3');
    press(dialog, 'Escape');
    await settled();
    expect(all('dialog')).toHaveLength(0);
    expect(document.activeElement?.getAttribute('aria-label')).toContain('Image 2 of 3');
  });

  it('shows the next image at once when the one that was open is deleted, and stays closed when it is closed meanwhile', async () => {
    const images = [anImage(), anImage(), anImage()];
    const { account, all, settled } = await openLibraryPage({ images });
    all('gridcell')[0]?.focus();
    press(all('gridcell')[0]!, 'Enter');
    await settled();
    const release = account.hold();
    press(all('dialog')[0]!, 'Delete');
    await settled();
    expect(all('dialog')[0]?.querySelector('.counter')?.textContent).toBe('001 / 2');
    expect(all('dialog')[0]?.textContent).toContain(images[1]?.prompt);
    press(all('dialog')[0]!, 'Escape');
    await settled();
    expect(all('dialog')).toHaveLength(0);
    release();
    await settled();
    expect(all('dialog')).toHaveLength(0);
    expect(account.images).toHaveLength(2);
  });

  it('leaves the image that is looked at by then alone, when one deleted before could not be', async () => {
    const images = [anImage(), anImage(), anImage()];
    const { account, all, said, settled } = await openLibraryPage({ images });
    press(all('gridcell')[0]!, 'Enter');
    await settled();
    let fail: () => void = () => undefined;
    account.remove = () => new Promise((_, reject) => { fail = () => { reject(new ApiError('database-unavailable', null)); }; });
    press(all('dialog')[0]!, 'Delete');
    await settled();
    press(all('dialog')[0]!, 'ArrowRight');
    await settled();
    expect(all('dialog')[0]?.textContent).toContain(images[2]?.prompt);
    fail();
    await settled();
    expect(all('dialog')[0]?.textContent).toContain(images[2]?.prompt);
    expect(all('dialog')[0]?.querySelector('.counter')?.textContent).toBe('003 / 3');
    expect(said).toEqual([expect.stringContaining('still in your library')]);
  });

  it('passes over a neighbour that went away while the question was asked, and shows the library after the last image', async () => {
    const images = [anImage(), anImage(), anImage()];
    const { account, all, settled, whether } = await openLibraryPage({ images });
    press(all('gridcell')[0]!, 'Enter');
    await settled();
    whether.mockImplementationOnce(async () => {
      account.become(account.images.filter(({ filename }) => filename !== images[1]?.filename));
      await TestBed.inject(LibraryStore).load();
      return true;
    });
    press(all('dialog')[0]!, 'Delete');
    await settled();
    expect(all('dialog')[0]?.textContent).toContain(images[2]?.prompt);
    press(all('dialog')[0]!, 'Delete');
    await settled();
    expect(all('dialog')).toHaveLength(0);
    expect(account.images).toEqual([]);
  });

  it('offers no cover where no album is looked through', async () => {
    const { all, page, settled } = await openLibraryPage({ images: [anImage()] });
    press(all('gridcell')[0]!, ' ');
    await settled();
    expect(page.querySelector('[aria-label="Use as album cover"]')).toBeNull();
  });

  it('is found where it was left', async () => {
    const { harness, page, settled } = await openLibraryPage({ images: Array.from({ length: 60 }, () => anImage()) });
    const scroller = () => page.querySelector<HTMLElement>('.scroller')!;
    scroller().scrollTop = 900;
    scroller().dispatchEvent(new Event('scroll'));
    await settled();
    await harness.navigateByUrl('/');
    await harness.navigateByUrl('/library');
    await settled();
    expect(scroller().scrollTop).toBe(900);
  });

  it('answers a link to an image it does not know as if there were none', async () => {
    const { all, harness, settled } = await openLibraryPage({ images: [anImage()] });
    await harness.navigateByUrl('/library/0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f-png');
    await settled();
    expect(all('dialog')[0]?.textContent).toContain('We can\'t find that image.');
  });
});
