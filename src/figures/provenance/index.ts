import type { Trace } from '../../engine/index.ts';
import { reached } from '../../model/index.ts';
import type { Selection } from '../../model/index.ts';
import type { Numerals } from '../text.ts';
import type { At, Kinds, NumberName, Provenance } from './at.ts';
import { INPUTS } from './inputs.ts';
import { LAYER } from './layer.ts';
import { MEASURES } from './measures.ts';
import { PROJECTED } from './projected.ts';
import { SCALING } from './scaling.ts';
import { SCORES } from './scores.ts';
import { SOFTMAX } from './softmax.ts';
import { VALUES } from './values.ts';
import type { ProvenanceWords } from './words.ts';

export type { NumberName, Provenance } from './at.ts';
export type { ProvenanceWords } from './words.ts';

/** All kinds of numbers, in the order of computation. */
const KINDS: Kinds = {
  ...INPUTS,
  ...PROJECTED,
  ...SCORES,
  ...SOFTMAX,
  ...VALUES,
  ...LAYER,
  ...MEASURES,
  ...SCALING
};

/** Where a number comes from, in the words of the page, or null where there is no such number, or it is not shown. */
export function provenance(
  trace: Trace,
  selection: Selection,
  name: NumberName,
  numerals: Numerals,
  words: ProvenanceWords
): Provenance | null {
  const [kind, row, column] = name.split(':');
  const found = Object.hasOwn(KINDS, kind) ? KINDS[kind] : null;
  if (!found || !reached(selection, found.step)) {
    return null;
  }
  const own = trace.heads[selection.head];
  const place = { row: Number(row), column: Number(column) };
  const at: At = { trace, selection, own, ...place, numerals, words };
  const value = found.value(at);
  if (value === undefined) {
    return null;
  }
  return value === null ? (found.masked?.(at) ?? null) : found.made(at, value);
}
