import { describe, expect, it } from '@jest/globals';
import { needsServer } from './deed-needs';

const [here, there] = [{ place: 'device' }, { place: 'library' }] as const;

describe('whether a deed needs the server', () => {
  it.each(['favorite', 'tag', 'album', 'take', 'cover', 'restore'])('%s does, whatever it is done to', (deed) => {
    expect(needsServer(deed, [here])).toBe(true);
  });

  it.each(['download', 'remove'])('%s does for what is kept there, also when only one of many is', (deed) => {
    expect(needsServer(deed, [there])).toBe(true);
    expect(needsServer(deed, [here, there])).toBe(true);
    expect(needsServer(deed, [here, here])).toBe(false);
  });

  it.each(['copy', 'use', 'vary', 'clear'])('%s does not', (deed) => {
    expect(needsServer(deed, [there])).toBe(false);
  });
});
