import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import * as contracts from './index';
import { beginningOf, endOf, Filters, GenerateImage, ImageName, ListImages, PROBLEMS, Problem, PROMPT_MAX, Register } from './index';

describe('the shared contracts', () => {
  it('fill in what a caller leaves out of a generation', () => {
    expect(GenerateImage.parse({ prompt: '  a lighthouse ' })).toEqual({
      prompt: 'a lighthouse', size: 'auto', quality: 'auto', background: 'auto', format: 'png', count: 1,
    });
  });

  it('measure a prompt after trimming it', () => {
    expect(GenerateImage.safeParse({ prompt: ` ${'a'.repeat(PROMPT_MAX)} ` }).success).toBe(true);
    expect(GenerateImage.safeParse({ prompt: 'a'.repeat(PROMPT_MAX + 1) }).success).toBe(false);
    expect(GenerateImage.safeParse({ prompt: ' \n\t ' }).success).toBe(false);
  });

  it.each(['\u0000', 'a\ud800b'])('refuse text that a database cannot keep: %j', (prompt) => {
    expect(GenerateImage.safeParse({ prompt }).success).toBe(false);
  });

  it('refuse fields they do not know', () => {
    expect(Register.safeParse({ email: 'a@b.example', password: 'long enough', role: 'admin' }).success).toBe(false);
  });

  it.each(['0', '201', '1.5', 'x', '', ['1', '2'], '0x10', '1e1', ' 5', '5 ', '+5', '-5', '５', '9'.repeat(17)])('refuse the page size %j', (limit) => {
    expect(ListImages.safeParse({ limit }).success).toBe(false);
  });

  it('take a page size by its digits', () => {
    expect(ListImages.parse({ limit: '200' })).toEqual({ limit: 200, order: 'newest' });
    expect(ListImages.parse({})).toEqual({ limit: 50, order: 'newest' });
  });

  it.each([
    ['2026-11-22', '2026-11-22T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
    ['2026-12-31', '2026-12-31T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['2026-11-22T10:00:00Z', '2026-11-22T10:00:00.000Z', '2026-11-22T10:00:00.000Z'],
    ['2026-11-22T10:00:00.5+01:00', '2026-11-22T09:00:00.500Z', '2026-11-22T09:00:00.500Z'],
    ['2026-11-22T23:30:00-05:30', '2026-11-23T05:00:00.000Z', '2026-11-23T05:00:00.000Z'],
  ])('read %s as the time it is', (text, from, to) => {
    const read = Filters.parse({ from: text, to: text });

    expect([new Date(beginningOf(read.from ?? '')).toISOString(), new Date(endOf(read.to ?? '')).toISOString()]).toEqual([from, to]);
  });

  it.each(['2026-02-31', '2026-1-1', '22.11.2026', '2026-11-22T10:00:00', '2026-11-22 10:00:00Z', '2026-11-22T10:00:00 01:00', '2026-11-22T25:00:00Z', ''])('refuse the time %j', (text) => {
    expect(Filters.safeParse({ from: text }).success).toBe(false);
    expect(Filters.safeParse({ to: text }).success).toBe(false);
  });

  it.each(['../etc/passwd', 'a.png', '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.svg', '0190B7F6-7C1E-7D7A-8A4B-0F5A3C9E1D2F.png', '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png\n'])(
    'do not take %j for the name of an image',
    (name) => expect(ImageName.safeParse(name).success).toBe(false),
  );

  it('give every problem the status of an error', () => {
    for (const { status } of Object.values(PROBLEMS)) expect(Problem.shape.status.safeParse(status).success).toBe(true);
  });

  it('can all be written as JSON Schema, in and out', () => {
    const schemas = Object.values(contracts).filter((value) => value instanceof z.ZodType);
    expect(schemas.length).toBeGreaterThan(20);
    for (const schema of schemas) {
      expect(() => z.toJSONSchema(schema, { io: 'input' })).not.toThrow();
      expect(() => z.toJSONSchema(schema, { io: 'output' })).not.toThrow();
    }
  });
});
