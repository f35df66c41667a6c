import type { Vector } from '../arrays/vector.ts';
import type { Trace } from './trace.ts';

/** Something in a head that a reader should know. */
export type Oddity = (typeof ODDITIES)[number];

const ODDITIES = [
  'overflow',
  'underflow',
  'nothing',
  'sums',
  'recorded',
  'masked',
  'saturated'
] as const;

/** From this weight on a row looks at one token and hardly learns: its softmax is saturated. */
const SATURATED = 0.99;

/** How far from 1 a row may sum by rounding alone. */
export function isWhole(sum: number, { computed, known }: Trace): boolean {
  const isExact = computed.precision === 'float64' && known !== 'weights';
  return Math.abs(sum - 1) < (isExact ? 1e-9 : 1e-4);
}

/**
 * What is off in a head, in the order of how much it is.
 *
 * @param rows - the queries that are looked at, from the first to one past the last; all unless given
 */
export function oddities(
  trace: Trace,
  head: number,
  rows?: readonly [from: number, to: number]
): readonly Oddity[] {
  const found = new Set<Oddity>();
  const summed = rows ? rowSums(trace, head) : sumsOf(trace, head);
  const [from, to] = rows ?? [0, trace.tokens.length];
  const taken = trace.heads[head].sinkWeights;
  let [asked, decided] = [0, 0];
  for (let query = from; query < to; query++) {
    const allowed = openKeys(trace, query);
    const open = trace.maskAt === 'weights' ? Math.min(2, trace.keyTokens.length) : allowed;
    const { sum: shared, max } = summed(query);
    const sum = shared + (taken?.[query] ?? 0);
    const isNumber = Number.isFinite(sum);
    if (!isNumber || (open > 0 && !isWhole(sum, trace))) {
      found.add(reasonOf(trace, head, query, allowed));
    }
    if (allowed === 0 && isNumber) {
      found.add('masked');
    }
    asked += open > 1 ? 1 : 0;
    decided += open > 1 && isNumber && max > SATURATED ? 1 : 0;
  }
  if (asked > 1 && decided > asked / 2) {
    found.add('saturated');
  }
  return ODDITIES.filter(oddity => found.has(oddity));
}

/** Why the weights of a row do not add up to 1. */
function reasonOf(trace: Trace, head: number, query: number, allowed: number): Oddity {
  if (trace.known === 'weights') {
    return 'recorded';
  }
  const total = trace.heads[head].sum[query]; // of the exponentials
  if (trace.softmax === 'naive' && total === Infinity) {
    return 'overflow';
  }
  if (trace.softmax === 'naive' && 1 / total === Infinity) {
    return allowed === 0 && trace.maskAt === 'scores' ? 'nothing' : 'underflow';
  }
  return 'sums';
}

/** How many keys a row of the mask allows: none, one, or 2 for more. */
function openKeys({ mask, keyTokens }: Trace, query: number): number {
  const row = mask?.[query];
  let open = row ? 0 : Math.min(2, keyTokens.length);
  for (let key = 0; row && open < 2 && key < row.length; key++) {
    open += row[key] ? 1 : 0;
  }
  return open;
}

/** The sum and the largest of a row of weights. */
type Summed = (query: number) => { readonly sum: number; readonly max: number };

/**
 * The sums and the largest of rows of weights. After a stable softmax with its mask on the scores they
 * follow from the softmax's own sum, which is 1 or more: its largest weight is 1 / sum.
 */
function sumsOf(trace: Trace, head: number): Summed {
  const { softmax, maskAt, sinks, heads, known } = trace;
  if (known !== 'weights' && softmax === 'stable' && maskAt === 'scores' && !sinks) {
    const { sum: sums } = heads[head];
    return query => {
      const total = sums[query];
      return total === 0 ? { sum: 0, max: 0 } : { sum: total / total, max: 1 / total };
    };
  }
  return rowSums(trace, head);
}

function rowSums({ heads }: Trace, head: number): Summed {
  const { weights } = heads[head];
  return query => sumAndMax(weights[query]);
}

function sumAndMax(row: Vector): { readonly sum: number; readonly max: number } {
  let [sum, max] = [0, 0];
  for (let key = 0; key < row.length; key++) {
    sum += row[key];
    max = row[key] > max ? row[key] : max;
  }
  return { sum, max };
}
