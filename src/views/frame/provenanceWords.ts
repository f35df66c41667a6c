import type { ProvenanceWords } from '../../figures/index.ts';
import type { Translator } from './translator.ts';

/** What is said of where numbers come from, in the language of the page; the figure fills it in. */
export function provenanceWords(trans: Translator): ProvenanceWords {
  return {
    ...measureWords(trans),

    more: trans.__('… %1 more', '%1'),

    entry: trans.__('An entry of %1: it is an input.', '%1'),
    softcap: trans.__('The softcap: it is an input.'),
    sinkOf: trans.__('The logit of the sink of head %1: it is an input.', '%1'),
    embedding: trans.__('A component of the embedding: it is an input.'),
    position: trans.__('A component of a learned position: it is an input.'),
    learned: trans.__('%1 + %2 of position %3 = %4', '%1', '%2', '%3', '%4'),
    sine: trans.__('%1 + %2, a sine of position %3 = %4', '%1', '%2', '%3', '%4'),
    cosine: trans.__('%1 + %2, a cosine of position %3 = %4', '%1', '%2', '%3', '%4'),

    recorded: trans.__('recorded: %1', '%1'),
    bias: trans.__('%1 (bias)', '%1'),
    normedByAll: trans.__(
      'its component × 1 ÷ √(mean square of all heads + eps) × weight: %1 = %2',
      '%1',
      '%2'
    ),
    normedByOwn: trans.__(
      'its component × 1 ÷ √(mean square of its components + eps) × weight: %1 = %2',
      '%1',
      '%2'
    ),
    notTurned: trans.__('component %1 is not turned: %2', '%1', '%2'),
    turned: trans.__(
      'position %1 turns components %2 and %3 by φ = %4: %5 = %6',
      '%1',
      '%2',
      '%3',
      '%4',
      '%5',
      '%6'
    ),

    turnedScore: trans.__('q·k: q and k turned by their positions: %1 = %2', '%1', '%2'),
    setByHand: trans.__('%1: this score was set by hand.', '%1'),
    givenScale: trans.__('The scale %1: it is an input.', '%1'),
    givenBias: trans.__('The bias of this cell, %1: it is an input.', '%1'),
    forDistance: trans.__('%1 for distance', '%1'),
    temperature: trans.__('The temperature: it is an input.'),
    distance: trans.__('−slope × distance: −%1 × %2', '%1', '%2'),
    forbidden: trans.__('The mask forbids this cell: its score counts as −∞.'),

    noLargest: trans.__('Every score of the row is masked: there is no largest.'),
    largestIsSink: trans.__('the largest of the row and its sink, that of the sink: %1', '%1'),
    largest: trans.__('the largest of the row, that of %1: %2', '%1', '%2'),
    maskedExp: trans.__('Masked: exp(−∞) = 0'),
    sink: trans.__('%1 (sink)', '%1'),
    shareSum: trans.__('The shares of the row add up to %1', '%1'),
    nothingShared: trans.__(
      'Every score of the row is masked, and nothing is shared out: %1',
      '%1'
    ),
    share: trans.__('exp %1 ÷ the row’s sum %2 = %3', '%1', '%2', '%3'),
    maskedShare: trans.__('%1, then masked: 0', '%1'),

    weighted: trans.__('weight %1 × v %2 = %3', '%1', '%2', '%3'),
    ofHead: trans.__('head %1, component %2 of its output: %3 = %4', '%1', '%2', '%3', '%4'),
    mixed: trans.__('concatenated × W_O: %1 = %2', '%1', '%2')
  };
}

/** Of the measures of rows and of heads. */
function measureWords(
  trans: Translator
): Pick<
  ProvenanceWords,
  | 'entropy'
  | 'attendsToNone'
  | 'effective'
  | 'notNumbers'
  | 'noneAbove'
  | 'largestWeight'
  | 'nothingRemoved'
  | 'removed'
  | 'spread'
  | 'scaledSpread'
  | 'withScale'
  | 'withoutScale'
  | 'meanEntropy'
  | 'meanLargest'
  | 'meanGradient'
> {
  return {
    entropy: trans.__(
      '−Σ p log₂ p over the weights p of the row, as shares of their sum = %1',
      '%1'
    ),
    attendsToNone: trans.__('No weight is above 0: it attends to no token.'),
    effective: trans.__('2 to the entropy: 2^%1 = %2', '%1', '%2'),
    notNumbers: trans.__('The weights of the row are not numbers.'),
    noneAbove: trans.__('No weight is above 0.'),
    largestWeight: trans.__('the largest weight of the row, that of %1: %2', '%1', '%2'),
    nothingRemoved: trans.__('The mask keeps nothing out of this row.'),
    removed: trans.__('without the mask %1 would get %2 together', '%1', '%2'),

    spread: trans.__('the standard deviation of the %1 scores = %2', '%1', '%2'),
    scaledSpread: trans.__('the standard deviation of the %1 scores × %2 = %3', '%1', '%2', '%3'),
    withScale: trans.__('softmax of the scores × %1', '%1'),
    withoutScale: trans.__('softmax of the scores without a scale'),
    meanEntropy: trans.__(
      '%1: of each of the %2 rows its entropy, and of these the mean = %3',
      '%1',
      '%2',
      '%3'
    ),
    meanLargest: trans.__(
      '%1: of each of the %2 rows its largest share, and of these the mean = %3',
      '%1',
      '%2',
      '%3'
    ),
    meanGradient: trans.__(
      '%1: of each of the %2 rows its Σ p (1 − p) over its shares p, and of these the mean = %3',
      '%1',
      '%2',
      '%3'
    )
  };
}
