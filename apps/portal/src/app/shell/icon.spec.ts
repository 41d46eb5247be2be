import { describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { Icon } from './icon';
import { ICONS } from './icons';

describe('an icon', () => {
  it('is drawn as its path and hidden from screen readers', async () => {
    const fixture = TestBed.createComponent(Icon);
    fixture.componentRef.setInput('name', 'plus');
    await fixture.whenStable();
    const host = fixture.nativeElement as HTMLElement;
    expect(host.getAttribute('aria-hidden')).toBe('true');
    expect(host.querySelector('path')?.getAttribute('d')).toBe(ICONS.plus);
  });
});
