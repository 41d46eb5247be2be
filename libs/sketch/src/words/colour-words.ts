/** Colour words. Their paint is in the palette. */
export const COLOUR_WORDS = {
  red: 'crimson scarlet ruby rot vermilion blutrot cherry-red',
  orange: 'tangerine amber apricot bernstein',
  yellow: 'golden-yellow gelb mustard',
  gold: 'golden gilded goldig golden',
  green: 'emerald grun mint olive sage smaragd lime',
  teal: 'turquoise aqua cyan turkis petrol',
  blue: 'azure navy cobalt sapphire indigo blau ultramarine',
  purple: 'violet lilac mauve amethyst lila violett',
  pink: 'magenta fuchsia coral-pink salmon rosa blush',
  brown: 'chocolate terracotta rust copper bronze braun kupfer rost',
  white: 'ivory cream weiss creme',
  black: 'ebony onyx schwarz',
  grey: 'gray silver slate grau silber silbern',
} as const;

export type ColourWord = keyof typeof COLOUR_WORDS;
