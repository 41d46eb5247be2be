import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { darken, lighten, lightness, mix, saturate, tint, turnHue } from './colour';

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

describe('colours', () => {
  it('stay written #rrggbb whatever is done to them', () => {
    fc.assert(fc.property(colour, colour, fc.double({ min: -1, max: 2, noNaN: true }), (one, other, share) => {
      for (const result of [mix(one, other, share), lighten(one, share), darken(one, share), saturate(one, share), tint(one, other, share), turnHue(one, share * 360)]) expect(result).toMatch(/^#[0-9a-f]{6}$/);
    }));
  });

  it('mix to either end and no further', () => {
    fc.assert(fc.property(colour, colour, (one, other) => {
      expect(mix(one, other, 0)).toBe(one);
      expect(mix(one, other, 1)).toBe(other);
      expect(mix(one, other, 3)).toBe(other);
    }));
  });

  it('grow lighter and darker as the eye sees it', () => {
    expect(lightness(lighten('#336699', 0.3))).toBeGreaterThan(lightness('#336699'));
    expect(lightness(darken('#336699', 0.3))).toBeLessThan(lightness('#336699'));
    expect(lightness('#ffffff')).toBeCloseTo(1, 3);
    expect(lightness('#000000')).toBe(0);
  });
});
