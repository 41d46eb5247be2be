import { describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import type { Problem } from '@vitrine/contracts';
import { Words } from '../i18n/words';
import { failureText } from './failure';

const t = () => TestBed.inject(Words).t;

describe('why there is no image', () => {
  it('offers no retry for a declined prompt, only a change of words', () => {
    const problem: Problem = { type: '/problems/prompt-refused', title: '', status: 422, detail: '', instance: '', categories: ['violence'] };
    expect(failureText({ kind: 'prompt-refused', problem }, t())).toMatchObject({ remedy: 'edit' });
    expect(failureText({ kind: 'prompt-refused', problem }, t()).text).toContain('violence');
  });

  it('makes people wait when they were too quick, and offers nothing when the day is used up', () => {
    expect(failureText({ kind: 'too-many-requests', problem: null }, t()).remedy).toBe('wait');
    expect(failureText({ kind: 'daily-limit-reached', problem: null }, t()).remedy).toBe('none');
  });

  it('does not say that nothing was made when nobody knows', () => {
    expect(failureText({ kind: 'generation-interrupted', problem: null }, t()).text).toContain('not known');
  });

  it('has words for a problem it does not know', () => {
    expect(failureText({ kind: 'internal-error', problem: null }, t()).title).toBe('Something went wrong on our side');
  });
});
