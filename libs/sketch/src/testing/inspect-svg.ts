/** What a strict reader finds in an SVG document; it throws where the document is not well-formed. */
export interface Inspection {
  readonly elements: ReadonlySet<string>;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly numbers: readonly number[];
  readonly defined: ReadonlySet<string>;
  readonly referred: ReadonlySet<string>;
}

const TAG = /<(\/?)([A-Za-z]+)((?:\s[^<>]*?)?)(\/?)>/y;
const ATTRIBUTE = /\s+([A-Za-z][A-Za-z0-9:-]*)="([^"<&]*)"/y;
/** Attributes whose numbers are lengths or places in the picture. */
const GEOMETRY = new Set(['d', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'width', 'height', 'transform', 'stroke-width']);

export function inspectSvg(svg: string): Inspection {
  const found = { elements: new Set<string>(), attributes: [] as [string, string][], numbers: [] as number[], defined: new Set<string>(), referred: new Set<string>() };
  const open: string[] = [];
  let position = 0;
  while (position < svg.length) {
    TAG.lastIndex = position;
    const tag = TAG.exec(svg);
    // Our documents hold elements only: whatever is not a tag is an error.
    if (!tag) throw new Error(`no tag at ${position}: ${svg.slice(position, position + 60)}`);
    const [whole, closing, name = '', attributes = '', empty] = tag;
    if (closing) close(open, name);
    else {
      if (!open.length && position > 0) throw new Error('a second root');
      found.elements.add(name);
      readAttributes(attributes, found);
      if (!empty) open.push(name);
    }
    position += whole.length;
  }
  if (open.length) throw new Error(`never closed: ${open.join(' ')}`);
  return found;
}

function close(open: string[], name: string): void {
  const last = open.pop();
  if (last !== name) throw new Error(`</${name}> closes <${String(last)}>`);
}

function readAttributes(text: string, found: { attributes: [string, string][]; numbers: number[]; defined: Set<string>; referred: Set<string> }): void {
  const seen = new Set<string>();
  let position = 0;
  while (position < text.trimEnd().length) {
    ATTRIBUTE.lastIndex = position;
    const match = ATTRIBUTE.exec(text);
    if (!match) throw new Error(`no attribute at: ${text.slice(position, position + 60)}`);
    const [whole, name = '', value = ''] = match;
    if (seen.has(name)) throw new Error(`${name} twice`);
    seen.add(name);
    found.attributes.push([name, value]);
    if (GEOMETRY.has(name)) for (const number of value.match(/-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []) found.numbers.push(Number(number));
    if (name === 'id') define(found.defined, value);
    for (const [, id = ''] of value.matchAll(/url\(#([^)]*)\)/g)) found.referred.add(id);
    if (name === 'href') found.referred.add(value.replace(/^#/, ''));
    position += whole.length;
  }
}

function define(defined: Set<string>, id: string): void {
  if (defined.has(id)) throw new Error(`id ${id} twice`);
  defined.add(id);
}
