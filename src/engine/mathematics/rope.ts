import type { Matrix, Vector } from '../arrays/vector.ts';

/** How rotary positions turn vectors; what is left out is as in Llama. */
export interface Rope {
  /** The wavelengths are 2π · base^(2i / dims); 10000 unless given. */
  readonly base?: number;
  /** The components that are turned, the first ones, an even number: all unless given. */
  readonly dims?: number;
  /** Components i and i + dims/2 turn together (Llama), or 2i and 2i + 1 (GPT-J); `halves` unless given. */
  readonly pairs?: 'halves' | 'neighbours';
  /** [dims / 2], radians a position, in place of those that the base makes. */
  readonly frequencies?: Vector;
  /** What cosines and sines are multiplied by; 1 unless given. */
  readonly factor?: number;
}

const BASE = 10_000;
const LLAMA: Rope = {};

/**
 * Rotary positions: turns pairs of components of row `r` together, by the angle (offset + r) · frequency of
 * the pair, so that a score depends on the distance of its two positions only.
 *
 * @param vectors - [n, d]
 *
 * Source: Su et al., RoFormer (2021), section 3.2.2.
 */
export function rotatePositions(vectors: Matrix, offset: number = 0, rope: Rope = LLAMA): Matrix {
  const turns = turnsOf(vectors.length, vectors[0].length, offset, rope);
  return vectors.map((vector, r) => turned(vector, turns, r));
}

/** One row of {@link rotatePositions}, of `n` vectors. */
export function rotatedRow(
  vector: Vector,
  n: number,
  offset: number,
  row: number,
  rope: Rope = LLAMA
): number[] {
  return turned(vector, turnsOf(n, vector.length, offset, rope), row);
}

/** The components that turn together with `c`, the first before the second, or null: it is not turned. */
export function pairOf(
  c: number,
  d: number,
  rope: Rope = LLAMA
): readonly [first: number, second: number, pair: number] | null {
  const dims = rope.dims ?? d;
  if (c >= dims) {
    return null;
  }
  const pair = rope.pairs === 'neighbours' ? Math.floor(c / 2) : c % (dims / 2);
  return rope.pairs === 'neighbours'
    ? [2 * pair, 2 * pair + 1, pair]
    : [pair, pair + dims / 2, pair];
}

/** The angle by which a position turns pair `i`. */
export function rotaryAngle(position: number, i: number, d: number, rope: Rope = LLAMA): number {
  const { base = BASE, dims = d, frequencies } = rope;
  return position * (frequencies?.[i] ?? base ** ((-2 * i) / dims));
}

function turned(vector: Vector, { cos, sin, half, rope }: Turns, row: number): number[] {
  const result = Array.from(vector);
  const [step, apart] = rope.pairs === 'neighbours' ? [2, 1] : [1, half];
  for (let i = 0; i < half; i++) {
    const at = row * half + i;
    const [a, b] = [i * step, i * step + apart];
    result[a] = vector[a] * cos[at] - vector[b] * sin[at];
    result[b] = vector[b] * cos[at] + vector[a] * sin[at];
  }
  return result;
}

/** Cosines and sines, [n, half], of the angles by which positions turn. */
interface Turns {
  readonly n: number;
  readonly d: number;
  readonly offset: number;
  readonly rope: Rope;
  /** Pairs that are turned. */
  readonly half: number;
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/** All heads turn alike, and most edits leave the positions as they are: the last table is kept. */
let lastTurns: Turns | null = null;

function turnsOf(n: number, d: number, offset: number, rope: Rope): Turns {
  const last = lastTurns;
  if (last?.n === n && last.d === d && last.offset === offset && last.rope === rope) {
    return last;
  }
  const { dims = d, factor = 1 } = rope;
  const half = dims / 2;
  const [cos, sin] = [new Float64Array(n * half), new Float64Array(n * half)];
  for (let at = 0; at < n * half; at++) {
    const angle = rotaryAngle(offset + Math.floor(at / half), at % half, d, rope);
    cos[at] = Math.cos(angle) * factor;
    sin[at] = Math.sin(angle) * factor;
  }
  lastTurns = { n, d, offset, rope, half, cos, sin };
  return lastTurns;
}
