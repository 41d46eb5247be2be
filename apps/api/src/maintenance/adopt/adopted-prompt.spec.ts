import { describe, expect, it } from '@jest/globals';
import { wordsOfName, wordsOfSidecar } from './adopted-prompt';

describe('the words of an adopted image', () => {
  it.each([
    ['lighthouse-at_dusk (2).png', 'lighthouse at dusk 2'],
    ['Grüße vom Meer.jpg', 'Grüße vom Meer'],
    ['0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png', 'An image from before'],
    ['IMG_0042.webp', 'An image from before'],
    ['1700000000.png', 'An image from before'],
    ['0190b7f6-7c1e-4d7a-8a4b-0f5a3c9e1d2f_red fox.png', 'red fox'],
  ])('reads %s as %s', (name, prompt) => {
    expect(wordsOfName(name).prompt).toBe(prompt);
  });

  it('takes what a JSON says, by the names that are in use', () => {
    expect(wordsOfSidecar('{"prompt":" a fox ","revised_prompt":"a red fox","model":"m-1","seed":4}', 'json')).toEqual({ prompt: 'a fox', revisedPrompt: 'a red fox', model: 'm-1' });
    expect(wordsOfSidecar('\uFEFF{"description":"a fox","model":7}', 'json')).toEqual({ prompt: 'a fox', revisedPrompt: null, model: null });
  });

  it.each(['', '{', '[]', '7', 'null', '{"prompt":""}', '{"prompt":{"text":"a"}}'])('says nothing of the JSON %j', (text) => {
    expect(wordsOfSidecar(text, 'json')).toBeNull();
  });

  it('keeps what a database refuses out of the text, and its length within the limit', () => {
    expect(wordsOfSidecar(`a\u0000b\ud800`, 'txt')?.prompt).toBe('ab\ufffd');
    expect(wordsOfSidecar('x'.repeat(9000), 'txt')?.prompt).toHaveLength(4000);
  });
});
