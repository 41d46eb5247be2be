const POLITE = '(?:please |kindly |bitte )?(?:can you |could you |i want to |i would like to )?';
const VERB = '(?:create|generate|make|draw|paint|render|sketch|imagine|show|design|produce|erstelle?|zeichne|male?|generiere|zeige?)';
const WHOM = '(?: me| us| mir| uns)?';
const ARTICLE = '(?:an? |the |some |eine?[nr]? |das )?';
const MEDIUM = '(?:image|picture|photo|photograph|painting|drawing|illustration|rendering|bild|foto|gemälde|zeichnung) (?:of|showing|with|von|mit) ';

const LEADING = new RegExp(`^(?:${POLITE}${VERB}${WHOM} (?:${ARTICLE}${MEDIUM})?|${ARTICLE}${MEDIUM})`, 'u');

/** The prompt as far as it matters: no asking words, one kind of space, no case. Two prompts alike in this are one picture. */
export function normalise(prompt: string): string {
  const plain = prompt.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim().replace(/[.!?\s]+$/u, '');
  return plain.replace(LEADING, '').trim();
}
