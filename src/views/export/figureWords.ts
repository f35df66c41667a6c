import type { FigureWords } from '../../figures/export/index.ts';
import type { Translator } from '../frame/translator.ts';

/** The words of a figure in the language of the page. */
export function figureWords(trans: Translator): FigureWords {
  return {
    roles: {
      embeddings: trans.__('embedding'),
      query: trans.__('query'),
      key: trans.__('key'),
      value: trans.__('value'),
      output: trans.__('output')
    },
    rows: trans.__('query: asks'),
    columns: trans.__('key: answers'),
    covered: trans.__('Covered until it has been predicted'),
    notYet: trans.__('Not computed yet'),
    stages: {
      scores: trans.__('scores q·k'),
      scaled_scores: trans.__('scaled scores'),
      masked_scores: trans.__('masked scores'),
      weights: trans.__('attention weights')
    },
    // Filled in by the figure.
    head: trans.__('head %1 of %2', '%1', '%2'),
    lines: {
      shares: trans.__('a line is a share: the wider, the more; a ring: it listens to itself'),
      copies: trans.__('a thread leads from each word to its key'),
      feet: trans.__('each key is dropped on the line of the query'),
      weighted: trans.__('an arrow is a weight × a value'),
      path: trans.__('weighted values, laid tip to tail, end at the output'),
      change: trans.__('dashed: what was there before, or is added')
    },
    rowMost: trans.__('most of the row'),
    block: trans.__('each point: the strongest of %1 × %2', '%1', '%2'),
    share: trans.__('share, up to %1', '%1'),
    masked: trans.__('masked')
  };
}
