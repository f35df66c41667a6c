import { cellAt, decimal, matrixCells, percent, visible } from '../../figures/index.ts';
import type { NumberName, Numerals } from '../../figures/index.ts';
import { STAGES } from '../../format/index.ts';
import type { Stage } from '../../format/index.ts';
import type { Ready } from '../../model/index.ts';
import type { Translator } from './translator.ts';

/** Tokens are told by so many letters at most. */
const LENGTH = 24;

/** What a number of the matrix says of two tokens, in words; null of numbers that are arithmetic alone. */
export function numberWords(
  trans: Translator,
  { trace, selection }: Ready,
  name: NumberName,
  numerals: Numerals
): string | null {
  const [kind, row, column] = name.split(':');
  const [query, key] = [Number(row), Number(column)];
  const stage = STAGES.find(each => each === kind);
  if (!stage || query >= trace.tokens.length || key >= trace.keyTokens.length) {
    return null;
  }
  // Whatever step has been reached: what is not shown is not told at all.
  const cells = matrixCells(trace, { ...selection, stage, step: null });
  const value = cellAt(cells, query, key);
  const [asks, answers] = [trace.tokens[query], trace.keyTokens[key]].map(t => visible(t, LENGTH));
  if (value === null) {
    return trans.__('%1 may not look at %2', asks, answers);
  }
  if (!Number.isFinite(value)) {
    return null;
  }
  if (stage === 'weights') {
    return query === key && !trace.cross
      ? trans.__('%1 keeps %2 of its attention for itself', asks, percent(value))
      : trans.__('%1 gives %2 of its attention to %3', asks, percent(value), answers);
  }
  return scored(trans, stage, asks, answers, decimal(value, numerals));
}

function scored(
  trans: Translator,
  stage: Exclude<Stage, 'weights'>,
  asks: string,
  answers: string,
  score: string
): string {
  switch (stage) {
    case 'scores':
      return trans.__('%1 asks, %2 answers: the score is %3', asks, answers, score);
    case 'scaled_scores':
      return trans.__('%1 asks, %2 answers: the scaled score is %3', asks, answers, score);
    case 'masked_scores':
      return trans.__('%1 asks, %2 answers: the score after the mask is %3', asks, answers, score);
  }
}
