import { describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { show } from '../../testing/page';
import { Renewal } from './renewal';
import { UpdateNote } from './update-note';

describe('the note of a new version', () => {
  it('says nothing until one is ready, and then offers to reload', async () => {
    const page = await show(UpdateNote);
    expect(page.text).toBe('');
    TestBed.inject(Renewal).ready.set(true);
    await page.settle();
    expect(page.text).toContain('A new version is ready.');
    expect(page.find('button', 'Reload')).toBeDefined();
  });
});
