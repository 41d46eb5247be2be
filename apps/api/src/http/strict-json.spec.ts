import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ProblemException } from '../problems/problem.exception';
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

const OPTIONS = { numRuns: 1_000 };
const SPACE = fc.constantFrom('', '', '', ' ', '\n', '\t \r');
const SCALAR = fc.constantFrom('null', 'true', '0', '-1.5e3', '""', '"a:{}[],\\"\\\\"', '"\\u0061"', '"\\ud800"', '"🦊 é"', '"__proto__"');
const NAMES = ['a', 'b', '', '"', '\\', ':', 'é', '🦊', '__proto__', 'constructor', 'toString'];
/** Each name as it is, with its first character escaped and with all of them escaped. */
const KEY = fc.constantFrom(...NAMES.flatMap((name) => [JSON.stringify(name), `"${escaped(name.slice(0, 1))}${JSON.stringify(name.slice(1)).slice(1)}`, `"${escaped(name)}"`]));

const { value: VALUE } = fc.letrec<{ value: string; member: string }>((tie) => ({
  member: fc.tuple(SPACE, KEY, SPACE, SPACE, tie('value'), SPACE).map(([before, key, afterKey, beforeValue, value, after]) => `${before}${key}${afterKey}:${beforeValue}${value}${after}`),
  value: fc.oneof(
    { maxDepth: 3 },
    SCALAR,
    fc.array(tie('value'), { maxLength: 2 }).map((values) => `[${values.join(' ,')}]`),
    fc.array(tie('member'), { maxLength: 4 }).map((members) => `{${members.join(',')}}`),
  ),
}));
const JSON_TEXT = fc.tuple(fc.nat({ max: 18 }), VALUE).map(([levels, value]) => '['.repeat(levels) + value + ']'.repeat(levels));

const PIECES = ['', '"', '\\', '{', '}', '[', ']', ':', ',', '\\u00', '\ud800', '"a":1,', '\u0000'];
/** With a piece in the place of some characters, or cut off there. */
const DAMAGED_TEXT = fc.tuple(JSON_TEXT, fc.nat(), fc.nat({ max: 3 }), fc.constantFrom(...PIECES), fc.boolean()).map(([text, position, length, piece, cut]) => {
  const start = position % (text.length + 1);
  return text.slice(0, start) + piece + (cut ? '' : text.slice(start + length));
});

describe('strict JSON, compared with a plain reader', () => {
  it('refuses exactly the JSON that has a key twice, a key of a prototype or too many levels', () => {
    const seen = { accepted: 0, refused: 0 };
    fc.assert(fc.property(JSON_TEXT, (text) => {
      const refused = isRefused(text);
      seen[refused ? 'refused' : 'accepted'] += 1;
      expect(refused).toBe(new PlainReader(text).isAmbiguous());
    }), OPTIONS);
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
  });

  it('ends on a damaged text, and says no more than that it is malformed', () => {
    const seen = { json: 0, damaged: 0 };
    fc.assert(fc.property(DAMAGED_TEXT, (text) => {
      const refused = isRefused(text);
      seen[isJson(text) ? 'json' : 'damaged'] += 1;
      if (isJson(text)) expect(refused).toBe(new PlainReader(text).isAmbiguous());
    }), OPTIONS);
    expect(Math.min(seen.json, seen.damaged)).toBeGreaterThan(50);
  });
});

function escaped(name: string): string {
  return Array.from({ length: name.length }, (_, at) => `\\u${name.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
}

function isRefused(text: string): boolean {
  try {
    refuseAmbiguousJson(text);
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(ProblemException);
    expect(error).toMatchObject({ problem: 'invalid-request' });
    return true;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Reads a text that is JSON character by character, as slow and as simple as can be. */
class PlainReader {
  private at = 0;
  private ambiguous = false;

  constructor(private readonly text: string) {}

  isAmbiguous(): boolean {
    this.readValue(0);
    expect(this.at).toBe(this.text.length);
    return this.ambiguous;
  }

  private readValue(levels: number): void {
    this.skip(' \t\r\n');
    const first = this.text.charAt(this.at);
    if (first === '"') this.readString();
    else if (first === '{' || first === '[') this.readItems(first === '{', levels + 1);
    else this.skip('abcdefghijklmnopqrstuvwxyzE0123456789+-.');
    this.skip(' \t\r\n');
  }

  private readItems(isObject: boolean, levels: number): void {
    if (levels > 16) this.ambiguous = true;
    const keys: string[] = [];
    do {
      this.at += 1; // The bracket, or the comma.
      this.skip(' \t\r\n');
      if (this.text.charAt(this.at) === ']' || this.text.charAt(this.at) === '}') break;
      if (isObject) this.readKey(keys);
      this.readValue(levels);
    } while (this.text.charAt(this.at) === ',');
    this.at += 1;
  }

  private readKey(keys: string[]): void {
    const key = this.readString();
    if (keys.includes(key) || ['__proto__', 'constructor', 'prototype'].includes(key)) this.ambiguous = true;
    keys.push(key);
    this.skip(' \t\r\n');
    this.at += 1; // The colon.
  }

  private readString(): string {
    const start = this.at;
    this.at += 1;
    while (this.text.charAt(this.at) !== '"') this.at += this.text.charAt(this.at) === '\\' ? 2 : 1;
    this.at += 1;
    return String(JSON.parse(this.text.slice(start, this.at)));
  }

  private skip(characters: string): void {
    while (this.at < this.text.length && characters.includes(this.text.charAt(this.at))) this.at += 1;
  }
}
