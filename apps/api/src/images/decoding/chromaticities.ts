import { D50, type Matrix, type Triple } from './icc-profile';

type Point = readonly [x: number, y: number];

/** CIE 1931 x and y. */
export interface Chromaticities {
  readonly white: Point;
  readonly red: Point;
  readonly green: Point;
  readonly blue: Point;
}

const BRADFORD: Matrix = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]];
/** What an ICC profile can hold. */
const PART_MAX = 32_767;

/** The primaries in CIE XYZ as columns, adapted to D50 by Bradford. Null when they span no colours. */
export function adaptedToD50({ white, red, green, blue }: Chromaticities): Matrix | null {
  const primaries = transpose([xyzOf(red), xyzOf(green), xyzOf(blue)]);
  const whitePoint = xyzOf(white);
  const amounts = apply(inverse(primaries), whitePoint);
  const linear = product(primaries, diagonal(amounts));
  const [from, to] = [apply(BRADFORD, whitePoint), apply(BRADFORD, D50)];
  const adaptation = product(inverse(BRADFORD), product(diagonal([to[0] / from[0], to[1] / from[1], to[2] / from[2]]), BRADFORD));
  const adapted = product(adaptation, linear);
  return adapted.flat().every((part) => Math.abs(part) < PART_MAX) ? adapted : null;
}

/** With a luminance of 1. */
function xyzOf([x, y]: Point): Triple {
  return [x / y, 1, (1 - x - y) / y];
}

function diagonal([a, b, c]: Triple): Matrix {
  return [[a, 0, 0], [0, b, 0], [0, 0, c]];
}

function transpose([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix {
  return [[a, d, g], [b, e, h], [c, f, i]];
}

function apply(matrix: Matrix, [x, y, z]: Triple): Triple {
  const row = ([a, b, c]: Triple) => a * x + b * y + c * z;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

function product(one: Matrix, other: Matrix): Matrix {
  const [a, b, c] = transpose(other);
  return transpose([apply(one, a), apply(one, b), apply(one, c)]);
}

function inverse([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix {
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return [
    [(e * i - f * h) / det, (c * h - b * i) / det, (b * f - c * e) / det],
    [(f * g - d * i) / det, (a * i - c * g) / det, (c * d - a * f) / det],
    [(d * h - e * g) / det, (b * g - a * h) / det, (a * e - b * d) / det],
  ];
}
