import { mapVector } from '../engine/index.ts';
import type { Trace } from '../engine/index.ts';
import { showsWeights } from '../model/index.ts';
import type { Selection } from '../model/index.ts';
import { percent, visible } from './text.ts';

/** The keys that the chosen query attends to most, in words: the figures' text alternative. */
export function describeAttention(
  trace: Trace,
  selection: Pick<Selection, 'head' | 'query' | 'step' | 'covered'>
): string {
  const { head, query } = selection;
  const token = visible(trace.tokens[query]);
  if (!showsWeights(selection)) {
    return `${token} is asking.`;
  }
  const weights = mapVector(trace.heads[head].weights[query], (weight, key) => ({ weight, key }));
  if (!weights.every(({ weight }) => Number.isFinite(weight))) {
    return `${token} is asking: its weights are not numbers.`;
  }
  const best = weights
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 3)
    .map(({ weight, key }) => `${visible(trace.keyTokens[key])} ${percent(weight)}`);
  return best.length > 0
    ? `${token} attends most to ${best.join(', ')}.`
    : `${token} attends to nothing.`;
}
