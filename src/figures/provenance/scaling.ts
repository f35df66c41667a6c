import { defaultScale } from '../../engine/index.ts';
import type { Scaling } from '../../engine/index.ts';
import { scalingsOf } from '../../model/index.ts';
import { ofPairs, say, show } from './at.ts';
import type { At, Kind, Kinds, NumberName } from './at.ts';

/** What the scale does to the rows: in column 0 with 1/√d_k, in column 1 without a scale. */
export const SCALING: Kinds = {
  score_spread: kind('spread', spread),
  mean_entropy: kind('entropy', (at, value) => rows(at, 'meanEntropy', value)),
  mean_largest: kind('largest', (at, value) => rows(at, 'meanLargest', value)),
  mean_gradient: kind('gradient', (at, value) => rows(at, 'meanGradient', value))
};

function kind(name: keyof Scaling, words: (at: At, value: string) => string): Kind {
  return {
    step: 'normalise',
    value: at => measures(at)?.[name],
    made: (at, value) => ({ sources: weights(at), text: words(at, show(value, at)) })
  };
}

function measures({ trace, selection, row, column }: At): Scaling | undefined {
  if (row !== 0) {
    return undefined;
  }
  const { scaled, unscaled } = scalingsOf(trace, selection.head);
  return [scaled, unscaled][column];
}

/** The scale of a column. */
function scaleOf({ own, column }: At): number {
  return column === 0 ? defaultScale(own.query[0].length) : 1;
}

/** Where the scale is the one that is used, all weights of the head. */
function weights(at: At): readonly NumberName[] {
  return scaleOf(at) === at.trace.scale
    ? at.trace.tokens.flatMap((_, query) => ofPairs('weights', query, at))
    : [];
}

function spread(at: At, value: string): string {
  const { scores } = at.own;
  const count = scores.length * scores[0].length;
  return at.column === 0
    ? say(at, 'scaledSpread', count, show(scaleOf(at), at, 1), value)
    : say(at, 'spread', count, value);
}

function rows(at: At, mean: 'meanEntropy' | 'meanLargest' | 'meanGradient', value: string): string {
  const softmax =
    at.column === 0 ? say(at, 'withScale', show(scaleOf(at), at, 1)) : say(at, 'withoutScale');
  return say(at, mean, softmax, at.trace.tokens.length, value);
}
