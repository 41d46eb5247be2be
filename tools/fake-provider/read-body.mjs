import { buffer } from 'node:stream/consumers';

/**
 * The request's fields: a JSON object as it came, a form with its files described rather than kept.
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<Record<string, unknown>>}
 */
export async function readBody(request) {
  const bytes = await buffer(request);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return fieldsOf(await new Response(bytes, { headers: { 'content-type': type } }).formData());
  if (!type.includes('json') || bytes.length === 0) return {};
  return JSON.parse(bytes.toString('utf8'));
}

/** @param {FormData} form */
function fieldsOf(form) {
  /** @type {Record<string, unknown>} */
  const fields = {};
  for (const [name, value] of form) {
    const told = typeof value === 'string' ? value : { filename: value.name, type: value.type, size: value.size };
    const known = fields[name];
    fields[name] = known === undefined ? told : [...(Array.isArray(known) ? known : [known]), told];
  }
  return fields;
}
