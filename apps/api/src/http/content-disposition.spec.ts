import { describe, expect, it } from '@jest/globals';
import { attachmentNamed } from './content-disposition';

describe('attachmentNamed', () => {
  it.each([
    ['2026-11-22_harbour.png', 'attachment; filename="2026-11-22_harbour.png"'],
    ['2026-11-22_café-at-dusk.png', `attachment; filename="2026-11-22_cafe-at-dusk.png"; filename*=UTF-8''2026-11-22_caf%C3%A9-at-dusk.png`],
    ['2026-11-22_ein-灯台.png', `attachment; filename="2026-11-22_ein.png"; filename*=UTF-8''2026-11-22_ein-%E7%81%AF%E5%8F%B0.png`],
    ['2026-11-22_灯台-2.png', `attachment; filename="2026-11-22_2.png"; filename*=UTF-8''2026-11-22_%E7%81%AF%E5%8F%B0-2.png`],
    ['2026-11-22_👩🏽‍🚀.webp', `attachment; filename="2026-11-22_image.webp"; filename*=UTF-8''2026-11-22_%F0%9F%91%A9%F0%9F%8F%BD%E2%80%8D%F0%9F%9A%80.webp`],
    [`ä'()*"\\.png`, `attachment; filename="a'()*.png"; filename*=UTF-8''%C3%A4%27%28%29%2A%22%5C.png`],
  ])('of %s', (name, header) => {
    expect(attachmentNamed(name)).toBe(header);
  });
});
