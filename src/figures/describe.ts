import { mapVector } from '../engine/index.ts';
import type { Trace } from '../engine/index.ts';
import type { Selection } from '../model/index.ts';
import { percent, visible } from './text.ts';

const finite = (weight: number) => (Number.isFinite(weight) ? weight : 0);

/** The keys that the chosen query attends to most, in words: the figures' text alternative. */
export function describeAttention(trace: Trace, { head, query }: Selection): string {
  const weights = trace.heads[head].weights[query];
  const best = mapVector(weights, (weight, key) => ({ weight, key }))
    .sort((a, b) => finite(b.weight) - finite(a.weight))
    .slice(0, 3)
    .map(({ weight, key }) => `${visible(trace.keyTokens[key])} ${percent(weight)}`);
  return `${visible(trace.tokens[query])} attends most to ${best.join(', ')}.`;
}
