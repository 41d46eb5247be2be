import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { refuseAmbiguousJson } from './strict-json';

describe('strict JSON', () => {
  it('lets every ordinary document through', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        if (!/"(__proto__|constructor|prototype)"/.test(text)) expect(() => refuseAmbiguousJson(text)).not.toThrow();
      }),
    );
  });

  it.each(['{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '{"x":{"b":1,"c":[],"b":{}}}'])('refuses one key twice: %s', (text) => {
    expect(() => refuseAmbiguousJson(text)).toThrow();
  });

  it.each(['{"a":{"k":1},"b":{"k":1}}', '[{"k":1},{"k":1}]', '{"a":"a:a{}[]\\"a\\":1"}'])('takes the same key in different places: %s', (text) => {
    expect(() => refuseAmbiguousJson(text)).not.toThrow();
  });

  it.each(['{"__proto__":{}}', '{"\\u005f_proto__":{}}', '{"a":{"constructor":{}}}', '{"prototype":1}'])('refuses a key that would reach a prototype: %s', (text) => {
    expect(() => refuseAmbiguousJson(text)).toThrow();
  });

  it('takes the same words for values', () => {
    expect(() => refuseAmbiguousJson('{"title":"constructor","tags":["__proto__"]}')).not.toThrow();
  });

  it('refuses fifteen thousand levels without walking into them', () => {
    expect(() => refuseAmbiguousJson('['.repeat(15_000) + ']'.repeat(15_000))).toThrow();
  });

  it('leaves what is not JSON to the parser', () => {
    for (const text of ['', '{a:1}', '"', '{"a"', '}}}', '{"a":"\\']) expect(() => refuseAmbiguousJson(text)).not.toThrow();
  });
});
