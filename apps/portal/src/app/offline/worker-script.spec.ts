import { afterEach, describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { workerScript } from './worker-script';

const page = window as unknown as { trustedTypes?: unknown };

describe('the script of the worker', () => {
  afterEach(() => { delete page.trustedTypes; });

  it('is its address where a browser has no trusted types', () => {
    expect(TestBed.runInInjectionContext(workerScript)).toBe('/worker.js');
  });

  it('is made by the one policy there is, which makes no other', () => {
    const made: string[] = [];
    page.trustedTypes = {
      createPolicy: (name: string, { createScriptURL }: { createScriptURL: (url: string) => string }) => {
        made.push(name, createScriptURL('https://elsewhere.example/worker.js'));
        return { createScriptURL: (url: string) => `trusted ${createScriptURL(url)}` };
      },
    };
    expect(TestBed.runInInjectionContext(workerScript)).toBe('trusted /worker.js');
    expect(made).toEqual(['vitrine', '']);
  });
});
