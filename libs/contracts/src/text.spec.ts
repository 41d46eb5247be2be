import { describe, expect, it } from '@jest/globals';
import { ChangeImage, CreateConversation, GenerateImage, ImportImage, NameAlbum, Register } from './index';
import { clip, foldText, hasWords, isVisible, normalizeTag, SEARCH_WORDS_MAX, searchWords } from './text';

describe('foldText', () => {
  it.each([
    ['Ключ', 'ключ'], ['Straße', 'STRASSE'], ['ẞ', 'ss'], ['café', 'cafe\u0301'], ['ＣＡＦÉ', 'cafe'], ['ﬁsh', 'FISH'], ['ΟΔΟΣ', 'οδοσ'], ['İstanbul', 'istanbul'],
    ['soft\u00adhyphen', 'softhyphen'], ['❤\ufe0f', '❤'], ['한', '\u1112\u1161\u11ab'], ['ｶﾞ', 'ガ'], ['Ёлка', 'елка'], ['ſ', 's'], ['²', '2'],
    ['ışık', 'IŞIK'], ['ısparta', 'Isparta'], ['Đà Nẵng', 'da nang'], ['Łódź', 'lodz'], ['Smørrebrød', 'smorrebrod'], ['Þórður', 'þordur'], ['œuvre', 'OEUVRE'], ['Ærø', 'aero'],
    ['ჯანსუღი', 'ᲯᲐᲜᲡᲣᲦᲘ'], ['Ꮳꮃꭹ', 'ꮳꮃꭹ'], ['𐐔𐐯𐑅', '𐐼𐐯𐑅'], ['և', 'ԵՒ'], ['ᾠδή', 'ΩΔΗ'], ['Ґанок', 'ганок'],
    ['שָׁלוֹם', 'שלום'], ['מלך', 'מלכ'], ['צה״ל', 'צה"ל'], ['مُحَمَّدٌ', 'محمد'], ['محـــمد', 'محمد'], ['أحمد', 'احمد'], ['مدرسة', 'مدرسه'], ['کتابی', 'كتابي'], ['ﷲ', 'الله'],
    ['ज़मीन', 'जमीन'], ['ന്\u200d', 'ൻ'], ['ន\u17b4', 'ន'], ['ᠮ\u180b', 'ᠮ'], ['サクラ', 'さくら'], ['ｶﾞｯｺｳ', 'がっこう'], ['ヷ', 'わ\u3099'], ['葛\u{e0100}', '葛'], ['ㅎㅏㅇ', '하ㅇ'],
    ['Van Gogh’s', "Van Gogh's"], ['мʼята', 'м’ята'], ['“Art‑déco”', '"art-deco"'], ['٢٠٢٦', '2026'], ['१९', '19'], ['𝟙𝟡', '19'], ['👩\u200d🚀', '👩🚀'], ['1\ufe0f\u20e3', '1'],
  ])('makes %j and %j the same', (one, other) => {
    expect(foldText(one)).toBe(foldText(other));
  });

  it.each([['か', 'が'], ['つ', 'っ'], ['क', 'की'], ['й', 'и'], ['و', 'ا'], ['ก', 'กี'], ['a', 'b'], ['1', '2']])('leaves %j and %j different', (one, other) => {
    expect(foldText(one)).not.toBe(foldText(other));
  });

  it.each([
    ['Latin', 0xc0, 0x13e], ['more of Latin', 0x141, 0x233], ['Greek', 0x386, 0x3f9], ['Cyrillic', 0x400, 0x52f], ['Armenian', 0x531, 0x587], ['Hebrew', 0x5d0, 0x5ea], ['Arabic', 0x620, 0x64a],
    ['Devanagari', 0x904, 0x963], ['Thai', 0xe01, 0xe33], ['Georgian', 0x10a0, 0x10ff], ['Cherokee', 0x13a0, 0x13fd], ['Vietnamese', 0x1ea0, 0x1ef9], ['Greek with accents', 0x1f00, 0x1ffc],
    ['Cherokee in small letters', 0xab70, 0xabbf], ['full-width forms', 0xff21, 0xff5a], ['Deseret', 0x10400, 0x1044f],
  ])('takes for the same what the search of a browser does: %s', (_script, first, last) => {
    const collator = new Intl.Collator('und', { usage: 'search', sensitivity: 'base' });
    const letters = Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)).filter((letter) => /\p{L}/u.test(letter)).sort(collator.compare);
    const apart = letters.filter((letter, at) => collator.compare(letter, letters[at - 1] ?? '') === 0 && foldText(letter) !== foldText(letters[at - 1] ?? ''));

    expect(apart).toEqual([]);
  });

  it('changes nothing that is folded already', () => {
    for (const text of ['Straße', 'İ', 'ΟΔΟΣ', 'ガ', '한글', 'ǅ', 'ﬃ', '①', 'ΑΣ', 'й', 'И\u0306', 'ヷ', 'ﻻ', '٣']) expect(foldText(foldText(text))).toBe(foldText(text));
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

describe('normalizeTag', () => {
  it.each([['Ｃafé', 'ｃafé'], ['CAFE\u0301', 'café'], ['ά', 'ά']])('makes one spelling of %j: %j', (text, normal) => {
    expect(normalizeTag(text)).toBe(normal);
  });

  it('returns a text that is too long for a tag as it is', () => {
    const text = 'A' + '\u0323\u0301'.repeat(80);
    expect(normalizeTag(text)).toBe(text);
  });
});

describe('clip', () => {
  it.each([['abc', 2, 'ab'], ['abc', 3, 'abc'], ['a🐦b', 2, 'a'], ['a🐦b', 3, 'a🐦'], ['🐦', 1, ''], ['', 5, '']])('cuts %j to at most %d units: %j', (text, max, cut) => {
    expect(clip(text, max)).toBe(cut);
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
