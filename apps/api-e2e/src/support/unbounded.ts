import type { JsonSchema, OpenApi } from './document';

/** Where the document's schemas have strings or arrays without a greatest length, as JSON pointers. Bytes are left out. */
export function unboundedIn(document: OpenApi): string[] {
  const found: string[] = [];
  const visit = (value: unknown, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const schema = value as JsonSchema;
    if (isUnbounded(schema)) found.push(pointer);
    for (const [key, inner] of Object.entries(value)) if (key !== 'example' && key !== 'examples') visit(inner, `${pointer}/${key}`);
  };
  visit(document.paths, '/paths');
  visit(document.components.schemas, '/components/schemas');
  return found;
}

function isUnbounded(schema: JsonSchema): boolean {
  if (schema.type === 'array') return schema.maxItems === undefined;
  if (schema.type !== 'string') return false;
  return schema.maxLength === undefined && schema.enum === undefined && schema.const === undefined && schema.format !== 'binary';
}
