import { lazyRows } from '../engine/index.ts';
import type { Mask, MaskedRow, MaskedScore, Trace } from '../engine/index.ts';
import type { Shading, Stage } from '../format/index.ts';
import type { Runs, Selection } from '../model/index.ts';
import { readableColors } from './colorScale.ts';
import { decimal, percent } from './text.ts';
import type { Numerals } from './text.ts';
import type { Theme } from './theme.ts';

/** What the numbers of cells are: of a stage, or how much larger one head's weight is than another's. */
export type CellKind = Stage | 'difference';

/** The part of the attention matrix that is shown, at one stage, before anything draws it. */
export interface Cells<K extends CellKind = Stage> {
  readonly stage: K;
  /** Which queries and keys are shown. */
  readonly window: Runs;
  /** The rows that are shown, [query, key]; null where the mask forbids to attend. */
  readonly values: readonly MaskedRow[];
  /** The only row that is computed yet, or null: all are. */
  readonly shownRow: number | null;
  /** Values are written into the cells. */
  readonly written: boolean;
  /** What the full colour stands for. */
  readonly shading: Shading;
  /** Where weights are told by their colours alone, the share that each key would get if all got the same. */
  readonly even: number | null;
  /** The numbers of all cells, in rows that are made when they are read, and not copied. */
  readonly numbers: readonly MaskedRow[];
  /** What hides numbers: true = may attend; null: nothing does. */
  readonly may: Mask | null;
}

/** Up to this many rows and columns values are written into the cells. */
const WRITTEN = 12;

/** What of a selection its cells hang on: another token may ask, and they are the same. */
export interface InSight extends Pick<Selection, 'head' | 'stage' | 'shading' | 'window'> {
  /** The only row that is computed yet, or null: all are. */
  readonly shownRow: number | null;
}

export function shownOf(selection: Selection): InSight {
  const { query, step, stepRows } = selection;
  // Step by step, the others have not asked yet.
  return { ...selection, shownRow: step !== null && stepRows === 'one' ? query : null };
}

/** The cells of the chosen head at the chosen stage, in the window. */
export function matrixCells(trace: Trace, selection: Selection): Cells {
  return cellsShown(trace, shownOf(selection));
}

export function cellsShown(trace: Trace, shown: InSight): Cells {
  const { stage, window, shading, shownRow } = shown;
  return cellsOf(trace.keyTokens.length, {
    stage,
    shading,
    window,
    shownRow,
    numbers: numbersAt(trace, shown),
    // Weights that the mask made 0 are no weights; a mask after the softmax hides nothing.
    may: isMasked(stage) && trace.maskAt === 'scores' ? trace.mask : null
  });
}

/** Cells of numbers, [query, key], as they are seen through a window. */
export function cellsOf<K extends CellKind>(
  keys: number,
  cells: Omit<Cells<K>, 'values' | 'written' | 'even'>
): Cells<K> {
  const { stage, window } = cells;
  const written = Math.max(window.query[1], window.key[1]) <= WRITTEN;
  const isOfWeights = stage === 'weights' || stage === 'difference';
  return {
    ...cells,
    values: lazyRows(window.query[1], r => shownCells(cells, window.query[0] + r)),
    written,
    even: isOfWeights && !written ? 1 / keys : null
  };
}

/** Whether a row is computed yet: step by step the others have not asked. */
export function isComputed(
  { shownRow }: Pick<Cells<CellKind>, 'shownRow'>,
  query: number
): boolean {
  return shownRow === null || query === shownRow;
}

/** The number of one cell, or null where there is none. */
export function cellAt(cells: Source, query: number, key: number): MaskedScore {
  const { numbers, may } = cells;
  const hidden = !isComputed(cells, query) || (may && !may[query][key]);
  return hidden ? null : numbers[query][key];
}

/** A value as it is written in a cell. */
export function cellText(
  value: MaskedScore,
  stage: CellKind,
  numerals: Numerals,
  precise = false
): string {
  if (value === null) {
    return '';
  }
  if (stage === 'difference') {
    return points(value, numerals, precise ? 2 : 0);
  }
  return stage === 'weights' && !precise ? percent(value) : decimal(value, numerals, precise);
}

/** A difference of shares in percentage points, with its sign. */
export function points(difference: number, numerals: Numerals, digits: number): string {
  const text = decimal(100 * difference, numerals, false, digits);
  return difference > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** The colours from the lowest to the highest; where numbers are written, those that they can be read on. */
export function cellColors({ stage, written }: Look, theme: Theme): readonly string[] {
  const [colors, from] =
    stage === 'weights' ? ([theme.sequential, 0] as const) : ([theme.diverging, 0.5] as const);
  return written ? readableColors(colors, theme.ink, from) : colors;
}

type Look = Pick<Cells<CellKind>, 'stage' | 'written'>;

/** Whether the numbers of all cells can be written into them, on a picture of this size. */
export function textFits(
  { values, stage }: Cells<CellKind>,
  theme: Theme,
  [width, height]: readonly [number, number]
): boolean {
  const texts = values.flatMap(row => Array.from(row, value => cellText(value, stage, theme)));
  const longest = texts.reduce((most, text) => Math.max(most, widthOf(text) * theme.text + 2), 0);
  return longest <= width / values[0].length && theme.text + 2 <= height / values.length;
}

/** About how wide a number is, in sizes of its text. */
function widthOf(text: string): number {
  return text.length * 0.58 + (text.endsWith('%') ? 0.3 : 0);
}

type Source = Pick<Cells<CellKind>, 'window' | 'numbers' | 'may' | 'shownRow'>;

function isMasked(stage: Stage): boolean {
  return stage === 'masked_scores' || stage === 'weights';
}

function numbersAt({ heads }: Trace, { head, stage }: InSight): readonly MaskedRow[] {
  switch (stage) {
    case 'scores':
      return heads[head].scores;
    case 'scaled_scores':
      return heads[head].scaledScores;
    case 'masked_scores':
      return heads[head].unmaskedScores; // `may` hides what the mask forbids
    case 'weights':
      return heads[head].weights;
  }
}

/** A row as it is shown; where nothing of it is hidden, the trace's own. */
function shownCells(cells: Source, query: number): MaskedRow {
  const { numbers, may, shownRow, window } = cells;
  const [first, count] = window.key;
  if (!may && shownRow === null && count === numbers[query].length) {
    return numbers[query];
  }
  return Array.from({ length: count }, (_, c) => cellAt(cells, query, first + c));
}
