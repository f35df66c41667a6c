import { lazyRows, visitRows } from '../../engine/index.ts';
import type { Floats, Mask, Trace, Vector } from '../../engine/index.ts';

/** All weights of a head in one piece. */
export interface HeadWeights {
  /** How many queries ask. */
  readonly rows: number;
  /** Row by row, [query, key]. */
  readonly numbers: Floats;
  /** 1 where the mask lets a number be seen, [query, key]; null: everywhere. */
  readonly may: Uint8Array | null;
}

/** Rows between which whoever goes through a head may rest. */
const REST = 64;

/**
 * Copies all weights of a head out of a trace, as precise as they are there.
 *
 * @returns yields now and then, so that others can have their turn
 */
export function* weighing(trace: Trace, head: number): Generator<void, HeadWeights> {
  const { weights } = trace.heads[head];
  const [n, m] = [trace.tokens.length, trace.keyTokens.length];
  const mask = trace.maskAt === 'scores' ? trace.mask : null;
  const may = mask && new Uint8Array(n * m);
  let numbers: Floats | null = null;
  for (let from = 0; from < n; from += REST) {
    visitRows(weights, from, Math.min(n, from + REST), (row, query) => {
      numbers ??= row instanceof Float32Array ? new Float32Array(n * m) : new Float64Array(n * m);
      numbers = widened(numbers, row);
      numbers.set(row, query * m);
      mask?.[query].forEach((open, key) => (may![query * m + key] = Number(open)));
    });
    yield;
  }
  return { rows: n, numbers: numbers ?? new Float64Array(0), may };
}

/** Rows that single precision cannot hold may stand among those that it can. */
function widened(numbers: Floats, row: Vector): Floats {
  const isNarrow = numbers instanceof Float32Array && !(row instanceof Float32Array);
  return isNarrow ? Float64Array.from(numbers) : numbers;
}

/** What is handed over with weights, and not copied. */
export function buffersOf({ numbers, may }: HeadWeights): Transferable[] {
  return [numbers, may].flatMap(part => (part ? [part.buffer as ArrayBuffer] : []));
}

/** Weights as a matrix, [query, key], and its mask, true = may be seen. */
export function matrixOf({ rows, numbers, may }: HeadWeights): {
  readonly numbers: readonly Vector[];
  readonly may: Mask | null;
} {
  const columns = numbers.length / rows;
  return {
    numbers: lazyRows(rows, r => numbers.subarray(r * columns, (r + 1) * columns)),
    may: may && lazyRows(rows, r => openIn(may.subarray(r * columns, (r + 1) * columns)))
  };
}

function openIn(row: Uint8Array): readonly boolean[] {
  return Array.from(row, open => open === 1);
}
