import { describe, expect, it } from '@jest/globals';
import { ChangeImage, CreateConversation, GenerateImage, ImportImage, NameAlbum, Register } from './index';
import { foldText, hasWords, isVisible, SEARCH_WORDS_MAX, searchWords } from './text';

describe('foldText', () => {
  it.each([
    ['Ключ', 'ключ'], ['Straße', 'STRASSE'], ['ẞ', 'ss'], ['café', 'cafe\u0301'], ['ＣＡＦÉ', 'cafe'], ['ﬁsh', 'FISH'], ['ΟΔΟΣ', 'οδοσ'], ['İstanbul', 'istanbul'],
    ['soft\u00adhyphen', 'softhyphen'], ['❤\ufe0f', '❤'], ['한', '\u1112\u1161\u11ab'], ['ｶﾞ', 'ガ'], ['Ёлка', 'елка'], ['ſ', 's'], ['²', '2'],
  ])('makes %j and %j the same', (one, other) => {
    expect(foldText(one)).toBe(foldText(other));
  });

  it.each([['か', 'が'], ['क', 'की'], ['a', 'b'], ['1', '2']])('leaves %j and %j different', (one, other) => {
    expect(foldText(one)).not.toBe(foldText(other));
  });

  it('changes nothing that is folded already', () => {
    for (const text of ['Straße', 'İ', 'ΟΔΟΣ', 'ガ', '한글', 'ǅ', 'ﬃ', '①']) expect(foldText(foldText(text))).toBe(foldText(text));
  });
});

describe('searchWords', () => {
  it('names each word once, and none that is part of another', () => {
    expect(searchWords('Light  lighthouse LIGHTHOUSE\ndusk Dusk us')).toEqual(['lighthouse', 'dusk']);
  });

  it('takes the first different words', () => {
    const words = Array.from({ length: 30 }, (_, at) => String.fromCodePoint(0x4e00 + at));

    expect(searchWords([...words, ...words].join(' '))).toEqual(words.slice(0, SEARCH_WORDS_MAX));
  });

  it('is empty when nothing can be searched for', () => {
    expect(searchWords('\u0301 \u200b')).toEqual([]);
    expect(hasWords('anything', [])).toBe(true);
  });
});

describe('a text that nobody can see', () => {
  const invisible = ['\u200b', '\u200b\u200d\u2060', '\u3164', '\u2800', '\u00ad', '\ufe0f', '\u034f', '\u115f \u1160', '\u{e0020}', '\u202e\u2066', '\ufffe', '\u{1ffff}', '\u{1d159}\u{16fe4}', '\u{13430}\u{13441}'];

  it.each(invisible)('is not visible: %j', (text) => {
    expect(isVisible(text)).toBe(false);
  });

  it.each(['a', '.', '🐦', '\u200bа', 'あ', '👩\u200d🚀', '…', '🏴\u{e0067}\u{e007f}', 'می\u200cخواهم', 'क\u094d\u200dष', '\u0301', '⠓', '\u{1f6d8}'])('is none of these: %j', (text) => {
    expect(isVisible(text)).toBe(true);
  });

  it.each(invisible)('is refused as a prompt and as any name: %j', (text) => {
    const refused = [GenerateImage.safeParse({ prompt: text }), ImportImage.safeParse({ prompt: text }), ImportImage.safeParse({ model: text }), ChangeImage.safeParse({ title: text }), ChangeImage.safeParse({ tags: [text] }), NameAlbum.safeParse({ name: text }), CreateConversation.safeParse({ title: text }), Register.safeParse({ email: 'a@b.example', password: 'long enough', displayName: text })];

    expect(refused.map(({ success }) => success)).toEqual(refused.map(() => false));
  });
});
