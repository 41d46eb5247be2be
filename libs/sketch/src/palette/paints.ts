import type { ColourWord } from '../words/colour-words';
import type { Colour } from './colour';

export const PAINTS: Readonly<Record<ColourWord, Colour>> = {
  red: '#cf4331',
  orange: '#ee8a3f',
  yellow: '#f3c650',
  gold: '#dfa83c',
  green: '#3f8f5c',
  teal: '#2a9a98',
  blue: '#2f6db3',
  purple: '#7b55ab',
  pink: '#e887ab',
  brown: '#8d5c3b',
  white: '#f4f0e8',
  black: '#23252d',
  grey: '#8d959c',
};
