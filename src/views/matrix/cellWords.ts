import { cellAt, cellText, decimal, isComputed, seenCell, spoken } from '../../figures/index.ts';
import type { Block, Cells, Raster, Theme } from '../../figures/index.ts';
import type { Ready } from '../../model/index.ts';
import type { Translator } from '../frame/translator.ts';
import type { Cursor } from './MatrixCells.tsx';

/** A cell as it is read aloud. */
export function cellWords(
  trans: Translator,
  state: Ready,
  cells: Cells,
  [query, key]: Cursor,
  theme: Theme
): string {
  const { trace, selection } = state;
  const { stage } = cells;
  const value = cellAt(cells, query, key);
  const [row, column] = [name(trace.tokens, query, state), name(trace.keyTokens, key, state)];
  if (!isComputed(cells, query)) {
    return trans.__('row %1, column %2, not computed yet', row, column);
  }
  if (value === null) {
    return trans.__('row %1, column %2, masked', row, column);
  }
  const text = cellText(value, stage, theme, selection.precise || selection.zooms);
  if (stage === 'weights') {
    return text.endsWith('%')
      ? trans.__('row %1, column %2, weight %3 percent', row, column, text.slice(0, -1))
      : trans.__('row %1, column %2, weight %3', row, column, text);
  }
  const one = {
    scores: trans.__('score'),
    scaled_scores: trans.__('scaled score'),
    masked_scores: trans.__('masked score')
  };
  return trans.__('row %1, column %2, %3 %4', row, column, one[stage], text);
}

/** Where a point stands for many cells: the one whose colour is seen, if it is another. */
export function seenWords(
  trans: Translator,
  state: Ready,
  cells: Cells,
  block: Block,
  [query, key]: Cursor,
  theme: Theme
): string {
  const seen = seenCell(cells, block, query, key);
  return seen[0] === query && seen[1] === key
    ? ''
    : trans.__('The point shows %1.', cellWords(trans, state, cells, seen, theme));
}

/** What the colours of the cells mean. */
export function shadingWords(
  trans: Translator,
  { stage }: Cells,
  { high, highs, even }: Raster,
  theme: Theme
): string {
  const full = highs
    ? trans.__('The full colour is the most that is in sight of each row')
    : trans.__('The full colour is %1, the most that is in sight', cellText(high, stage, theme));
  return even === null
    ? trans.__('%1.', full)
    : trans.__(
        '%1; an even share, %2%, has a quarter of it.',
        full,
        decimal(100 * even, theme, false, even < 0.01 ? 2 : 0)
      );
}

/** A token by its name, and of many by its place too. */
function name(tokens: readonly string[], at: number, { selection }: Ready): string {
  return selection.zooms ? `${spoken(tokens[at])} (${at + 1})` : spoken(tokens[at]);
}
