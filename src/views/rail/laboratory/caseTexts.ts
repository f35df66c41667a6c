import type { Preset } from '../../../model/index.ts';
import type { Translator } from '../../frame/translator.ts';

/** The names of the telling cases, as they stand in the list. */
export function caseNames(trans: Translator): Readonly<Record<Preset, string>> {
  return {
    worked: trans.__('The worked example'),
    identity: trans.__('W = identity'),
    orthogonal: trans.__('Words at right angles'),
    collapsed: trans.__('A large scale'),
    dimensions: trans.__('64 dimensions, no scale'),
    uniform: trans.__('W_Q = 0'),
    noValue: trans.__('W_V = 0'),
    sink: trans.__('An attention sink'),
    previous: trans.__('A previous-token head'),
    induction: trans.__('An induction head'),
    eightHeads: trans.__('Eight heads')
  };
}

/** What one sees in a telling case, in one sentence. */
export function caseSentence(name: Preset, trans: Translator): string {
  return {
    worked: trans.__(
      'Words look at their like: angry gives 30% to peacefully, an animal about two thirds to the animals, a verb most to verbs.'
    ),
    identity: trans.__(
      'q, k and v are the words themselves: the scores are their own mirror image, and words look at their like.'
    ),
    orthogonal: trans.__(
      'No word has anything in common with another: each gives 97% of its attention to itself.'
    ),
    collapsed: trans.__(
      'With scores 200 times as large most rows give nearly everything to one token.'
    ),
    dimensions: trans.__(
      'Products of 64 numbers spread so far that each row goes to one token or two; choose 1/√d_k as the scale, and they share again.'
    ),
    uniform: trans.__(
      'Every score is 0, so that all get the same share, and every output is the mean of the values.'
    ),
    noValue: trans.__(
      'The attention is that of the worked example, but there is nothing to pass on: every output is 0.'
    ),
    sink: trans.__(
      'Each later token gives 79% or more to <s>, whose value is 0: weight that moves nothing.'
    ),
    previous: trans.__(
      'Each token looks at the one before it, whatever the words are: a stripe beside the diagonal.'
    ),
    induction: trans.__(
      'Head 1 looks one token back; in head 2 the second angry looks at lions, which came after the first.'
    ),
    eightHeads: trans.__(
      'Each head turns two of sixteen dimensions by an angle of its own: go through the heads, and no two rows of lions are alike.'
    )
  }[name];
}
