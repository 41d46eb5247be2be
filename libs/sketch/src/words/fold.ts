/** Lower case, no accents, so that "Küste", "küste" and "kuste" are one word. */
export function fold(text: string): string {
  return withoutMarks(withoutMarks(text).normalize('NFKD')).toLowerCase().replaceAll('ß', 'ss');
}

/** Before normalising as well as after it, which takes time by the square of the length of a run of marks. */
function withoutMarks(text: string): string {
  return text.replace(/\p{M}/gu, '');
}
