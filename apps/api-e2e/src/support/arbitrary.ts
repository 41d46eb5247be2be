import fc, { type Arbitrary } from 'fast-check';
import type { JsonSchema, OpenApi } from './document';

/** What else might stand where something is expected. */
const STRANGE: readonly unknown[] = [
  null, true, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER + 2, '', ' ', '\u0000', 'a\u0000b', 'a\ud800b', '\u202e', '../../etc/passwd', '%2e%2e%2f',
  "' or 1=1; --", '{{7*7}}', '<script>', '🐦'.repeat(50), 'a'.repeat(5000), [], [[]], {}, { $ne: null }, { toString: 1 }, { length: 3 }, [null], 'constructor',
];

export interface Schemas {
  /** Everything the schema takes, as far as a JSON Schema can say it. */
  valid(schema: JsonSchema): Arbitrary<unknown>;
  /** The same with one thing wrong, or strange, or missing, somewhere. */
  nearlyValid(schema: JsonSchema): Arbitrary<unknown>;
}

export function schemasOf({ components }: OpenApi): Schemas {
  const resolve = (schema: JsonSchema): JsonSchema => {
    const name = schema.$ref?.replace('#/components/schemas/', '');
    const found = name === undefined ? schema : components.schemas[name];
    if (!found) throw new Error(`no component ${name ?? ''}`);
    return found;
  };

  const valid = (given: JsonSchema): Arbitrary<unknown> => {
    const schema = resolve(given);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if ('const' in schema) return fc.constant(schema.const);
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valid));
    return ofType(schema);
  };

  const ofType = (schema: JsonSchema): Arbitrary<unknown> => {
    const types: Readonly<Record<string, () => Arbitrary<unknown>>> = {
      string: () => text(schema),
      integer: () => fc.integer({ min: schema.minimum ?? -1000, max: Math.min(schema.maximum ?? 1000, 2 ** 31) }),
      boolean: () => fc.boolean(),
      null: () => fc.constant(null),
      array: () => fc.array(valid(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 5, (schema.minItems ?? 0) + 5) }),
      object: () => object(schema),
    };
    const make = types[String(schema.type)];
    if (!make) throw new Error(`no arbitrary for ${JSON.stringify(schema)}`);
    return make();
  };

  const object = ({ properties = {}, required = [] }: JsonSchema): Arbitrary<unknown> =>
    fc.record(Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, valid(schema)])), { requiredKeys: [...required] });

  const nearlyValid = (given: JsonSchema): Arbitrary<unknown> => {
    const { properties = {} } = resolve(given);
    const wrongField = Object.entries(properties).map(([name, schema]) =>
      fc.tuple(valid(given), wrong(resolve(schema))).map(([value, instead]) => ({ ...(value as object), [name]: instead })),
    );
    const unknownField = fc.tuple(valid(given), fc.constantFrom('role', 'ownerId', 'isAdmin', 'constructor', 'prototype', '', '$where')).map(([value, name]) => ({ ...(value as object), [name]: 'x' }));
    const missingField = fc.tuple(valid(given), fc.constantFrom(...Object.keys(properties), '')).map(([value, name]) => Object.fromEntries(Object.entries(value as object).filter(([key]) => key !== name)));
    return fc.oneof(...wrongField, unknownField, missingField, fc.constantFrom(...STRANGE), valid(given).map((value) => [value]), valid(given).map((value) => JSON.stringify(value)));
  };

  const wrong = (schema: JsonSchema): Arbitrary<unknown> =>
    fc.oneof(
      fc.constantFrom(...STRANGE),
      ...(schema.maxLength === undefined ? [] : [fc.constant('é'.repeat(schema.maxLength + 1))]),
      ...(schema.minLength === undefined ? [] : [fc.constant('a'.repeat(schema.minLength - 1)), fc.constant(' '.repeat(schema.minLength))]),
      ...(schema.maximum === undefined ? [] : [fc.constant(schema.maximum + 1), fc.constant(String(schema.maximum))]),
      ...(schema.minimum === undefined ? [] : [fc.constant(schema.minimum - 1)]),
      ...(schema.maxItems === undefined ? [] : [fc.constant(Array(schema.maxItems + 1).fill('a'))]),
      ...(schema.type === 'string' ? [fc.string({ unit: 'binary', maxLength: 40 })] : []),
    );

  return { valid, nearlyValid };
}

function text({ pattern, format, minLength = 0, maxLength = 40 }: JsonSchema): Arbitrary<string> {
  if (format === 'uuid') return fc.uuid({ version: 7 });
  const max = Math.min(maxLength, minLength + 40);
  if (pattern === undefined) return fc.string({ unit: 'grapheme', minLength, maxLength: max });
  return fc.stringMatching(new RegExp(pattern, 'u'), { size: 'small' }).filter((value) => value.length >= minLength && value.length <= maxLength);
}
