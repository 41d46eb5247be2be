import { describe, expect, it } from '@jest/globals';
import { safeHost, safeRequestId, safeToken } from './safe-token';

const PROMPT = 'A lighthouse at dusk, Zürich 2026';

describe('a name that came from a provider, in the log', () => {
  it.each(['invalid_value', 'ResponsibleAIPolicyViolation', '400', 'server.error:7', 'a'])('is kept as %s', (value) => {
    expect(safeToken(value, PROMPT)).toBe(value);
  });

  it.each([
    ['a sentence', 'no lighthouse here'], ['a word of the prompt', 'lighthouse'], ['a word of it among others', 'blocked-LightHouse-7'], ['the prompt in another form', 'a_lighthouse_at_dusk'], ['part of it', 'ouse-at', 'the house, at dusk'],
    ['its base64', Buffer.from(PROMPT).toString('base64').slice(0, 40)], ['its hex', Buffer.from(PROMPT).toString('hex').slice(0, 40)],
    ['another line', 'a\nb'], ['a mark-up', '<b>'], ['too long a name', 'x'.repeat(101)], ['an empty name', ''],
  ])('is left out if it is %s', (_, value, prompt = PROMPT) => {
    expect(safeToken(value, prompt)).toBeNull();
  });

  it.each(['req_0123456789abcdef', '0b5a2c1e-7d31-4d3f-9a53-0e6f1a2b3c4d'])('is kept as the id %s', (id) => {
    expect(safeRequestId(id, PROMPT)).toBe(id);
  });

  it.each(['hex', 'base64'] as const)('is left out as an id if it holds the prompt in %s', (encoding) => {
    const encoded = Buffer.from(PROMPT).toString(encoding).slice(0, 40);
    expect([safeRequestId(encoded, PROMPT), safeRequestId(`req_${encoded}`, PROMPT)]).toEqual([null, null]);
  });

  describe.each(['секретный проект', '秘密の猫', 'عربي سري', 'cat', 'Zürich', '猫'])('of the prompt %j', (prompt) => {
    it.each(['hex', 'base64', 'base64url'] as const)('is left out in %s, whatever the text was encoded in', (encoding) => {
      const encoded = (['utf8', 'utf16le'] as const).map((of) => Buffer.from(prompt, of).toString(encoding)).flatMap((text) => [text, text.replace(/=+$/, ''), text.replace(/[^A-Za-z0-9]/g, '')]);

      for (const text of encoded.filter(({ length }) => length > 4)) expect([text, safeToken(text, prompt), safeRequestId(text, prompt), safeRequestId(`req_${text}`, prompt), safeHost(`${text}.example`, prompt)]).toEqual([text, null, null, null, null]);
    });

    it('is left out as it is, and as the name of a host', () => {
      const host = new URL(`http://${prompt.replaceAll(' ', '-')}.cdn.example`).host;

      expect([safeToken(prompt, prompt), safeToken(`blocked_${prompt}`, prompt), safeRequestId(`req_${prompt}`, prompt), safeHost(host, prompt)]).toEqual([null, null, null, null]);
    });
  });

  it.each(['cdn.images.example', 'localhost:9000', '10.0.0.1'])('is kept as the host %s', (host) => {
    expect(safeHost(host, PROMPT)).toBe(host);
  });

  it('is kept if it is well known, whatever the prompt says', () => {
    expect(safeToken('moderation_blocked', 'moderation_blocked')).toBe('moderation_blocked');
  });
});
