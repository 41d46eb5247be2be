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

  it('says why the image service rejected a request, where it gave a reason', () => {
    const problem: Problem = { type: '/problems/generator-rejected', title: '', status: 422, detail: '', instance: '' };
    expect(failureText({ kind: 'generator-rejected', problem }, t())).toMatchObject({ title: 'The image service rejected the request', remedy: 'edit' });
    expect(failureText({ kind: 'generator-rejected', problem: { ...problem, reason: 'size: unsupported' } }, t()).title).toBe('The image service rejected the request: size: unsupported');
  });

  it.each([
    ['generator-invalid-image', 'The image service returned an invalid image'],
    ['generator-timeout', 'The image service did not respond in time'],
    ['generator-failed', 'The image service could not create the image'],
  ] as const)('says which way the image service failed: %s', (kind, title) => {
    expect(failureText({ kind, problem: null }, t())).toEqual({ title, text: 'Nothing was saved.', remedy: 'again' });
  });

  it.each([
    ['storage-unavailable', 'The server cannot use its storage at the moment', 'again'],
    ['server-busy', 'The server is busy', 'wait'],
    ['too-many-requests', 'Too many requests', 'wait'],
  ] as const)('says what the server cannot do, and when to try again: %s', (kind, title, remedy) => {
    expect(failureText({ kind, problem: null }, t())).toMatchObject({ title, remedy });
  });

  it('has words for a problem it does not know', () => {
    expect(failureText({ kind: 'internal-error', problem: null }, t()).title).toBe('Something went wrong on our side');
  });
});
