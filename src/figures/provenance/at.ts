import { mapVector } from '../../engine/index.ts';
import type { HeadTrace, MaskedScore, Trace, Vector } from '../../engine/index.ts';
import type { Step } from '../../format/index.ts';
import type { Selection } from '../../model/index.ts';
import { decimal } from '../text.ts';
import type { Numerals } from '../text.ts';
import { filled } from './words.ts';
import type { ProvenanceWords } from './words.ts';

/** The name of a number on screen: what it is and where, as `query:2:0` (row, column). */
export type NumberName = `${string}:${number}:${number}`;

/** What made a number: the numbers themselves, and the arithmetic in words and figures. */
export interface Provenance {
  readonly sources: readonly NumberName[];
  readonly text: string;
}

/** A number that is asked about, and how to write what is told of it. */
export interface At {
  readonly trace: Trace;
  readonly selection: Selection;
  /** The head that is chosen. */
  readonly own: HeadTrace;
  readonly row: number;
  readonly column: number;
  readonly numerals: Numerals;
  readonly words: ProvenanceWords;
}

/** A kind of number: its value, undefined where there is none, and what made it. */
export interface Kind {
  /** The step that makes it: where that is not shown, nothing is told of it. */
  readonly step: Step;
  readonly value: (at: At) => MaskedScore | undefined;
  readonly made: (at: At, value: number) => Provenance;
  /** What is said where the mask left no number. */
  readonly masked?: (at: At) => Provenance;
}

/** The kinds of one stage, by the first part of their names. */
export type Kinds = Readonly<Record<string, Kind>>;

/** More terms than these are cut in the middle of a sum. */
const TERMS = 8;

/** What is said of a number, with its parts filled in. */
export function say(
  { words }: At,
  name: keyof ProvenanceWords,
  ...parts: (string | number)[]
): string {
  return filled(words[name], parts);
}

/** What comes from nowhere else. */
export function given(text: string): Provenance {
  return { sources: [], text };
}

/** The names of a vector's components. */
export function components(kind: string, row: number, vector: Vector): readonly NumberName[] {
  return mapVector(vector, (_, c): NumberName => `${kind}:${row}:${c}`);
}

/** The names of a value that each key has. */
export function ofKeys(kind: string, { trace }: At): readonly NumberName[] {
  return trace.keyTokens.map((_, key): NumberName => `${kind}:${key}:0`);
}

/** The names of a value that each pair of the asking token has. */
export function ofPairs(kind: string, row: number, { trace }: At): readonly NumberName[] {
  return trace.keyTokens.map((_, key): NumberName => `${kind}:${row}:${key}`);
}

export function sumOfProducts(a: Vector, b: Vector, at: At): string {
  return sum(
    mapVector(a, (part, i) => [part, b[i]] as const),
    ([part, other]) => `${show(part, at)} × ${show(other, at)}`,
    at
  );
}

/** Terms added up, cut where there are many. */
export function sum<T>(terms: ArrayLike<T>, term: (of: T) => string, at: At): string {
  const rest = terms.length - TERMS;
  const shown = Array.from({ length: Math.min(TERMS, terms.length) }, (_, t) => term(terms[t]));
  return [...shown, ...(rest > 0 ? [say(at, 'more', rest)] : [])].join(' + ');
}

export function show(value: number, { numerals, selection }: At, more: number = 0): string {
  return decimal(value, numerals, selection.precise, numerals.decimals + more);
}
