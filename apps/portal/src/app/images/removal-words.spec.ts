import { afterEach, describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { Words } from '../i18n/words';
import { type RemovalQuestion, removalWords } from './removal-words';
import { anImage } from './testing/images';

const many = (count: number) => Array.from({ length: count }, () => anImage());
const asked = (question: RemovalQuestion) => removalWords(question, TestBed.inject(Words));

afterEach(() => { localStorage.clear(); });

describe('the question before deleting', () => {
  it('says that one image goes to trash, and for how long', () => {
    expect(asked({ images: many(1), days: 30 })).toEqual({
      title: 'Move this image to trash?', text: 'It leaves your library now and is deleted for good after 30 days.', keep: 'Keep image', go: 'Move to trash', typed: false,
    });
  });

  it('says how many go, and that they can be had back', () => {
    const words = asked({ images: many(3), days: 30 });
    expect(words.title).toBe('Move 3 images to trash?');
    expect(words.text).toBe('They leave your library now and are deleted for good after 30 days. Until then you can restore them from Trash.');
  });

  it('wants the number typed when more than a hundred go', () => {
    expect([asked({ images: many(100), days: 30 }).typed, asked({ images: many(101), days: 30 }).typed]).toEqual([false, true]);
  });

  it('speaks of deleting for good where there is no trash', () => {
    expect(asked({ images: many(1), days: 0 })).toMatchObject({ title: 'Delete this image for good?', text: 'This cannot be undone.', go: 'Delete' });
    expect(asked({ images: [anImage({}, 'device')], days: 30 }).title).toBe('Delete this image for good?');
  });

  it('tells when some of many are on this device only', () => {
    expect(asked({ images: [...many(2), anImage({}, 'device')], days: 7 }).text).toContain('1 of them is on this device only');
  });

  it('asks once more in the trash, and for the number above twenty', () => {
    expect(asked({ images: many(1), days: 0, fromTrash: true })).toMatchObject({ title: 'Delete 1 image for good?', keep: 'Cancel', go: 'Delete for good', typed: false });
    expect(asked({ images: many(2), count: 21, days: 0, fromTrash: true })).toMatchObject({ title: 'Delete 21 images for good?', typed: true });
  });

  it('is put in the language of the person', async () => {
    await TestBed.inject(Words).choose('de');
    expect(asked({ images: [...many(2), anImage({}, 'device')], days: 7 })).toMatchObject({
      title: '3 Bilder in den Papierkorb legen?', keep: 'Bilder behalten', go: 'In den Papierkorb',
      text: 'Sie verlassen jetzt Ihre Bibliothek und werden nach 7 Tagen endgültig gelöscht. Bis dahin können Sie sie aus dem Papierkorb wiederherstellen. 1 davon ist nur auf diesem Gerät und wird sofort endgültig gelöscht.',
    });
    expect(asked({ images: many(1), count: 1200, days: 0, fromTrash: true }).title).toBe('1.200 Bilder endgültig löschen?');
  });
});
