import type { PaneName, Prediction } from '../format/index.ts';
import type { Vector } from '../engine/index.ts';
import { questionOf } from './covers.ts';
import type { Ready } from './model.ts';
import { finished, showsWeights } from './steps.ts';

/** What is to be said of a guess, by the numbers as they are now. */
export type Verdict =
  | {
      readonly question: 'most';
      /** The key that was guessed, and the first of those that get most. */
      readonly guess: number;
      readonly truth: number;
      readonly right: boolean;
    }
  | {
      readonly question: 'output';
      /** Where the output was guessed and where it is, by its first two dimensions. */
      readonly guess: readonly number[];
      readonly truth: readonly number[];
      readonly distance: number;
    };

/** Where a guess was made, and of which words: known of those that were made on this page. */
interface Made {
  readonly pane: PaneName;
  readonly words: string;
}

const made = new WeakMap<Prediction, Made>();

/** Remembers where a guess was made, so that the verdict stands there. */
export function rememberGuess(prediction: Prediction, pane: PaneName, state: Ready): void {
  made.set(prediction, { pane, words: wordsOf(state) });
}

/** The parts in whose place the verdict on a guess stands that came with the payload. */
const USUAL: Readonly<Record<Prediction['question'], PaneName>> = {
  most: 'matrix',
  output: 'plane'
};

/**
 * The verdict on the last guess of the head and the query that are shown, in the part where it was made;
 * null in any other part, while the answer is covered or not reached, and where other words stand there now.
 */
export function verdictOf(state: Ready, pane: PaneName): Verdict | null {
  const { head, query, predictions } = state.selection;
  const question = questionOf(pane);
  const last = [...predictions]
    .reverse()
    .find(guess => guess.question === question && guess.head === head && guess.query === query);
  const isShown =
    question === 'most' ? showsWeights(state.selection) : finished(state.trace, state.selection);
  if (last?.truth === undefined || !isShown) {
    return null;
  }
  const where = made.get(last);
  return (where?.pane ?? USUAL[question]) === pane &&
    (where === undefined || where.words === wordsOf(state))
    ? verdict(state, last)
    : null;
}

function verdict({ trace, selection }: Ready, { guess }: Prediction): Verdict | null {
  const { head, query } = selection;
  if (typeof guess === 'number') {
    const weights = trace.heads[head].weights[query];
    const truth = strongest(weights);
    return guess < weights.length
      ? { question: 'most', guess, truth, right: weights[guess] === weights[truth] }
      : null;
  }
  const truth = trace.output[query].slice(0, 2);
  const parts = Array.from(truth, (part, c) => part - (guess[c] ?? 0));
  return {
    question: 'output',
    guess: guess.slice(0, truth.length),
    truth: Array.from(truth),
    distance: Math.hypot(...parts)
  };
}

/** The words that a guess is about, in one text. */
function wordsOf({ trace }: Ready): string {
  return JSON.stringify([trace.tokens, trace.cross ? trace.keyTokens : null]);
}

/** The first of the keys that get most in a row. */
export function strongest(row: Vector): number {
  return row.reduce((most, weight, key) => (weight > row[most] ? key : most), 0);
}
