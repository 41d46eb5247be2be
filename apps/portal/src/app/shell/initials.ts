/** "Maya Okafor" → "MO". By code point, so that no letter is cut in half. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? [...(words.at(-1) ?? '')][0] ?? '' : '';
  return (first + last).toLocaleUpperCase();
}
