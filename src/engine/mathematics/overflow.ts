import { magnitudeOf } from '../arrays/magnitude.ts';
import type { Matrix, Vector } from '../arrays/vector.ts';
import type { HeadTrace } from './headTrace.ts';
import type { Trace } from './trace.ts';

/** A value that overflowed. */
export interface Overflow {
  /** Where, e.g. `heads[0].scores[1][2]`, with the names of the trace's JSON. */
  readonly path: string;
  readonly value: number;
}

/** What is below this whatever the signs and the order of its terms stays within a double. */
const SAFE = 1e300;

/** A stage of a trace under its name in JSON, or null where it is switched off. */
type Stage = readonly [name: string, rows: Matrix | null];

/**
 * The first value of a trace that is not finite, in the order of computation, or null. Where the
 * naive softmax was asked for, its weights may overflow, and what follows from them.
 *
 * Where what a head is made from is so small that nothing made of it can overflow, nothing else is
 * looked at: a stage that nobody has asked for is not made for this.
 */
export function findOverflow(trace: Trace): Overflow | null {
  if (trace.known === 'weights') {
    return null; // nothing is computed
  }
  const { positioned, keyPositioned, residual } = trace;
  const inputs: readonly Stage[] = [
    ['positioned', positioned],
    ['key_positioned', keyPositioned]
  ];
  const outputs: readonly Stage[] = [
    ['mixed', residual ? trace.mixed : null],
    ['output', trace.output]
  ];
  const overrides = trace.overrides.reduce((most, { value }) => Math.max(most, Math.abs(value)), 0);
  return (
    firstOf(inputs.filter(([, rows]) => !(magnitudeOf(rows!) < Infinity))) ??
    firstOfHeads(trace, overrides) ??
    (isMixingSafe(trace) ? null : firstOf(outputs, row => isExcused(trace, trace.heads, row)))
  );
}

function firstOfHeads(trace: Trace, overrides: number): Overflow | null {
  for (const [h, head] of trace.heads.entries()) {
    const overflow = isHeadSafe(trace, head, overrides) ? null : firstOfHead(trace, head);
    if (overflow) {
      return { ...overflow, path: `heads[${h}].${overflow.path}` };
    }
  }
  return null;
}

/** Concatenated are the outputs of the heads, which are looked at one by one. */
function firstOfHead(trace: Trace, head: HeadTrace): Overflow | null {
  const isTurned = head.rotatedQuery !== head.normedQuery;
  const isNormed = head.normedQuery !== head.query;
  const areKeysNormed = head.normedKey !== head.key;
  return (
    firstOf([
      ['query', head.query],
      ['key', head.key],
      ['value', head.value],
      ['normed_query', isNormed ? head.normedQuery : null],
      ['normed_key', areKeysNormed ? head.normedKey : null],
      ['rotated_query', isTurned ? head.rotatedQuery : null],
      ['rotated_key', isTurned ? head.rotatedKey : null],
      ['scores', head.scores],
      ['scaled_scores', head.scaledScores],
      ['bias', head.bias],
      ['masked_scores', head.unmaskedScores] // also what the mask hides: its measure is shown
    ]) ??
    firstOf(
      [
        ['weights', trace.softmax === 'naive' ? null : head.weights],
        ['output', head.output]
      ],
      row => isExcused(trace, [head], row)
    )
  );
}

/** Whether a row is no number because a naive softmax is none. */
function isExcused({ softmax }: Trace, heads: readonly HeadTrace[], row: number): boolean {
  return softmax === 'naive' && heads.some(({ weights }) => weights[row].some(isNoNumber));
}

/** Whether nothing that is made of a head's queries, keys and values can overflow. */
function isHeadSafe(trace: Trace, head: HeadTrace, overrides: number): boolean {
  const { scale, temperature, positions, tokens, keyTokens, rope, givenBias } = trace;
  const { query, key, normedQuery, normedKey } = head;
  const turned = 2 * Math.max(1, Math.abs(rope?.factor ?? 1)); // √2 times as large, by no factor
  const [q, k] = [turned * magnitudeOf(normedQuery), turned * magnitudeOf(normedKey)];
  const score = Math.max(q * k * query[0].length, overrides);
  const slopes = positions === 'alibi' ? tokens.length + keyTokens.length : 0; // no slope is above 1
  const bias =
    slopes + (givenBias ?? []).reduce((most, each) => Math.max(most, magnitudeOf(each)), 0);
  const scaled = score * Math.abs(scale) + bias;
  const sizes = [query, key, head.value].map(magnitudeOf);
  return Math.max(q, k, ...sizes, score, scaled, scaled / temperature) < SAFE;
}

/** Whether nothing that is made of the heads' outputs can overflow: none is larger than the values are. */
function isMixingSafe({ heads, projections, biases, positioned, residual }: Trace): boolean {
  const value = heads.reduce((most, head) => Math.max(most, magnitudeOf(head.value)), 0);
  const { output } = projections;
  const product = output ? value * magnitudeOf(output) * output.length : value;
  const mixed = product + (biases?.output ? magnitudeOf([biases.output]) : 0);
  return mixed + (residual ? magnitudeOf(positioned) : 0) < SAFE;
}

function firstOf(
  stages: readonly Stage[],
  isLeftOut: (row: number) => boolean = () => false
): Overflow | null {
  for (const [name, rows] of stages) {
    for (let r = 0; rows && r < rows.length; r++) {
      const c = firstIn(rows[r]);
      if (c !== null && !isLeftOut(r)) {
        return { path: `${name}[${r}][${c}]`, value: rows[r][c] };
      }
    }
  }
  return null;
}

function firstIn(row: Vector): number | null {
  for (let c = 0; c < row.length; c++) {
    if (isNoNumber(row[c])) {
      return c;
    }
  }
  return null;
}

function isNoNumber(entry: number): boolean {
  return !Number.isFinite(entry);
}
