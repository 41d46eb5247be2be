const POLITE = '(?:please |kindly |bitte )?(?:can you |could you |i want to |i would like to )?';
const VERB = '(?:create|generate|make|draw|paint|render|sketch|imagine|show|design|produce|erstelle?|zeichne|male?|generiere|zeige?)';
const WHOM = '(?: me| us| mir| uns)?';
const ARTICLE = '(?:an? |the |some |eine?[nr]? |das )?';
const MEDIUM = '(?:image|picture|photo|photograph|painting|drawing|illustration|rendering|bild|foto|gemälde|zeichnung) (?:of|showing|with|von|mit) ';

const LEADING = new RegExp(`^(?:${POLITE}${VERB}${WHOM} (?:${ARTICLE}${MEDIUM})?|${ARTICLE}${MEDIUM})`, 'u');

/** More marks on one letter than any language needs. Normalising sorts them, in time by the square of their number. */
const TOO_MANY_MARKS = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu;
/** As far as the last character that ends no sentence. */
const UP_TO_A_WORD = /^.*[^.!?\s]/s;

/** The prompt as far as it matters: no asking words, one kind of space, no case. Two prompts alike in this are one picture. */
export function normalise(prompt: string): string {
  const plain = prompt.replace(TOO_MANY_MARKS, '$1').normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
  return (UP_TO_A_WORD.exec(plain)?.[0] ?? '').replace(LEADING, '').trim();
}
