import { describe, expect, it } from '@jest/globals';
import { generation, image } from '../../testing/samples';
import { heard, missingOf, newTurn, turnOf } from './turn';
import { AS_USUAL } from './wish';

const wish = { ...AS_USUAL, prompt: 'a lighthouse', count: 2 };
const second = '0190b7f6-7c1e-7d7a-8a4b-000000000002.png';

describe('a wish in a chat', () => {
  it('is under way from the moment it is sent, before the server has said anything', () => {
    expect(newTurn('k', wish)).toMatchObject({ underWay: true, generation: null, images: [] });
  });

  it('keeps each finished image once, however often the server tells of it', () => {
    let turn = heard(newTurn('k', wish), { event: 'saved', data: image() });
    turn = heard(turn, { event: 'saved', data: image() });
    turn = heard(turn, { event: 'done', data: generation({ status: 'succeeded', count: 2, images: [image(), image({ filename: second })] }) });
    expect(turn.images.map(({ filename }) => filename)).toEqual([image().filename, second]);
    expect(turn).toMatchObject({ underWay: false, failure: null });
    expect(missingOf(turn)).toBe(0);
  });

  it('says how many of a batch did not come to be, once it is over', () => {
    const running = heard(newTurn('k', wish), { event: 'saved', data: image() });
    expect(missingOf(running)).toBe(0);
    expect(missingOf(heard(running, { event: 'done', data: generation({ status: 'succeeded', count: 2, images: [image()] }) }))).toBe(1);
  });

  it('does not count an image that was deleted later as one that never came', () => {
    expect(missingOf(turnOf(generation({ status: 'succeeded', count: 1, removedImages: 1 })))).toBe(0);
  });

  it('lets the glimpses go when it is over', () => {
    const glimpsed = heard(newTurn('k', wish), { event: 'partial', data: { index: 0, of: 3, mimeType: 'image/webp', image: 'AA==' } });
    expect(glimpsed.preview?.index).toBe(0);
    expect(heard(glimpsed, { event: 'failed', data: generation({ status: 'cancelled' }) }).preview).toBeNull();
  });

  it.each([
    ['cancelled', null, 'cancelled'],
    ['interrupted', null, 'generation-interrupted'],
    ['failed', { type: '/problems/prompt-refused', title: '', status: 422, detail: '', instance: '' }, 'prompt-refused'],
    ['failed', null, 'internal-error'],
  ] as const)('that is %s with the problem %j tells why: %s', (status, problem, kind) => {
    expect(turnOf(generation({ status, problem })).failure?.kind).toBe(kind);
  });
});
