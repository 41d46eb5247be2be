import { createEnvironmentInjector, DOCUMENT, EnvironmentInjector, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import { Shortcuts } from '../shell/shortcuts';
import { ViewSettings } from './view-settings';

const refusing = { get localStorage(): Storage { throw new DOMException('refused', 'SecurityError'); } };

describe('the settings of the library view', () => {
  it('last as long as the page in a browser that lets no page keep anything', () => {
    const injector = createEnvironmentInjector([
      ViewSettings, { provide: DOCUMENT, useValue: { defaultView: refusing } }, { provide: Shortcuts, useValue: { on: signal(true) } },
    ], TestBed.inject(EnvironmentInjector));
    const settings = injector.get(ViewSettings);
    const height = settings.rowHeight();
    settings.resize(1);
    TestBed.tick();
    expect(settings.rowHeight()).toBe(height + 30);
  });
});
