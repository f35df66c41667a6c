import { WORKED_SENTENCE } from '../engine/index.ts';
import type { Spec } from '../format/index.ts';
import type { Edit } from './edit.ts';
import { sameInputs } from './same.ts';

/** A sentence of built-in words in which attention can be seen. */
export interface Example {
  readonly id: 'feelings' | 'halves' | 'pairs' | 'repeated' | 'pronoun' | 'arrow';
  readonly sentence: string;
  /** The word whose row tells it. */
  readonly query: number;
}

/** Sentences to choose from, as the worked example's projections see them; each shows another pattern. */
export const SENTENCES: readonly Example[] = [
  { id: 'feelings', sentence: WORKED_SENTENCE, query: 0 },
  { id: 'halves', sentence: 'Lions, tigers, zebras: angry, hungry, tired', query: 1 },
  { id: 'pairs', sentence: 'Birds fly, fish swim, horses run', query: 5 },
  { id: 'repeated', sentence: 'Cats chase cats while cats sleep', query: 0 },
  {
    id: 'pronoun',
    sentence: "The animal didn't cross the street because it was too tired",
    query: 7
  },
  { id: 'arrow', sentence: 'Time flies like an arrow', query: 1 }
];

/** The example that a spec is, with nothing else changed, or null. */
export function exampleOf(spec: Spec): Example | null {
  const { unknown: _, beside: __, ...said } = spec;
  return SENTENCES.find(({ sentence }) => sameInputs(said, { sentence })) ?? null;
}

/**
 * The edit that puts an example in the place of what is there: another sentence where the words and the
 * projections are built in, so that a mask or a temperature stays; otherwise the example alone.
 */
export function exampleEdit(spec: Spec, { sentence }: Example): Edit {
  return isBuiltIn(spec) ? { type: 'sentence', sentence } : { type: 'replace', spec: { sentence } };
}

/** Whether all vectors of a spec are those of the vocabulary, or made up from letters, and no others. */
export function isBuiltIn({ sentence, embeddings, projections, keyTokens }: Spec): boolean {
  return sentence !== undefined && !embeddings && !projections && !keyTokens;
}
