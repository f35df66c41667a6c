import { cellAt, decimal, percent, spoken, visible } from '../../figures/index.ts';
import type { Cells, Numerals } from '../../figures/index.ts';
import type { HeadPlace, Ready } from '../../model/index.ts';
import type { Translator } from '../frame/translator.ts';
import type { Cursor } from '../matrix/MatrixCells.tsx';

/** Letters of a layer's name that are shown. */
const LETTERS = 30;

/** What a head is called among all. */
export function headName({ spec }: Ready, { layer, head }: HeadPlace, trans: Translator): string {
  const layers = spec.layers ?? [];
  const { name } = layers[layer] ?? {};
  const ofLayer = name ? visible(name, LETTERS) : trans.__('layer %1', layer + 1);
  return layers.length > 1
    ? trans.__('%1, head %2', ofLayer, head + 1)
    : trans.__('head %1', head + 1);
}

/** What a cell says of both heads: their shares, and how many points lie between. */
export function pairWords(
  trans: Translator,
  state: Ready,
  [shown, pinned]: readonly [Cells, Cells],
  [query, key]: Cursor,
  name: string,
  numerals: Numerals
): string {
  const { trace } = state;
  const [asks, answers] = [
    tokenAt(trace.tokens, query, state),
    tokenAt(trace.keyTokens, key, state)
  ];
  const [a, b] = [cellAt(shown, query, key), cellAt(pinned, query, key)];
  if (a === null && b === null) {
    return trans.__('%1 → %2: masked in both', asks, answers);
  }
  const [from, to] = [a ?? 0, b ?? 0];
  const digits = digitsFor(from - to);
  const text = (share: number | null) =>
    share === null ? trans.__('masked') : percent(share, (digits ?? 0) + 1, numerals.comma);
  if (digits === null) {
    return trans.__('%1 → %2: %3 here, %4 in %5: as much', asks, answers, text(a), text(b), name);
  }
  const points = decimal(100 * Math.abs(from - to), numerals, false, digits);
  const told = [asks, answers, text(a), text(b), name, points] as const;
  return from < to
    ? trans.__('%1 → %2: %3 here, %4 in %5: %6 points less', ...told)
    : trans.__('%1 → %2: %3 here, %4 in %5: %6 points more', ...told);
}

/** More decimals than these tell apart what no reader would call different. */
const MOST = 4;

/**
 * The decimals in which a difference in points has two digits, or null: it is none. Shares are told with one
 * more, so that what lies between them is what a reader would subtract.
 */
function digitsFor(difference: number): number | null {
  const points = Math.abs(100 * difference);
  for (let digits = 0; digits <= MOST; digits++) {
    if (Math.round(points * 10 ** digits) >= 10) {
      return digits;
    }
  }
  return Math.round(points * 10 ** MOST) === 0 ? null : MOST;
}

/** A token by its name, and of many by its place too. */
function tokenAt(tokens: readonly string[], at: number, { selection }: Ready): string {
  return selection.zooms ? `${spoken(tokens[at])} (${at + 1})` : spoken(tokens[at]);
}
