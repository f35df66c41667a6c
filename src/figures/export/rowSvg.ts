import { softmaxStepsOf } from '../../engine/index.ts';
import type { MaskedScore, Trace } from '../../engine/index.ts';
import type { Step } from '../../format/index.ts';
import { reached } from '../../model/index.ts';
import type { Selection } from '../../model/index.ts';
import { decimal, percent, separator, visible } from '../text.ts';
import type { Numerals } from '../text.ts';
import type { Theme } from '../theme.ts';
import type { Grid } from './matrixSvg.ts';
import { ENGLISH } from './options.ts';
import type { FigureOptions, FigureWords } from './options.ts';
import { element, sizeIn, widthOf, words } from './svg.ts';
import type { Drawing } from './svg.ts';

/** One line of the arithmetic of the row: a number for each key. */
interface ArithmeticLine {
  readonly heading: string;
  readonly step: Step;
  readonly numbers: (key: number) => MaskedScore;
}

/** What the figure of a row is drawn with. */
export interface RowParts {
  readonly theme: Theme;
  readonly options: Pick<FigureOptions, 'font' | 'decimals'>;
  /** The columns of the matrix above: a score falls down its own. */
  readonly grid: Grid;
  readonly width: number;
  readonly names?: FigureWords;
}

/** The row of the token that asks: from q·k to its shares and its output, each in its key's column. */
export function rowDrawing(
  trace: Trace,
  selection: Selection,
  { theme, options, grid, width, names = ENGLISH }: RowParts
): Drawing {
  const { font } = options;
  const { query } = selection;
  const line = font * 1.5;
  const name = words(visible(trace.tokens[query], 14), {
    x: grid.left - font * 0.5,
    y: font,
    'text-anchor': 'end',
    'font-weight': 'bold',
    fill: theme.roles.query
  });
  const numerals = { ...theme, decimals: options.decimals };
  const shown = arithmetic(trace, selection, theme).filter(({ step }) => reached(selection, step));
  // All lines in letters of one size, or none.
  const texts = shown.flatMap(of => keysIn(selection).map(key => textOf(of, key, numerals)));
  const size = grid.w >= font ? sizeIn(texts, font, grid.w) : null;
  const written = size === null ? [] : shown;
  const lines = written.map((of, i) =>
    lineOf(of, selection, options, grid, theme, line * (i + 1), size ?? font)
  );
  let y = font + line * written.length;
  const body = [name, ...lines];
  if (reached(selection, 'normalise')) {
    const shares = sharesOf(trace, selection, theme, font, grid, y + font * 0.5, names);
    body.push(shares.body);
    y += shares.height;
  }
  if (reached(selection, 'sum')) {
    y += line;
    body.push(outputOf(trace, selection, options, theme, grid, y, width));
  }
  return { width, height: y + font * 0.5, body: body.join('') };
}

/** How much room the headings of the lines take, in points. */
export function headingsWidth(names: FigureWords, font: number): number {
  const headings = ['exp(· − max)', names.share.replace('%1', '100%')];
  return Math.max(...headings.map(text => widthOf(text, font))) + font;
}

/** The lines of the arithmetic, without those that change nothing. */
function arithmetic(
  trace: Trace,
  { head, query }: Selection,
  theme: Theme
): readonly ArithmeticLine[] {
  const { scores, scaledScores, bias, maskedScores } = trace.heads[head];
  const [products, scaled, masked] = [scores[query], scaledScores[query], maskedScores[query]];
  const capped = trace.heads[head].cappedScores?.[query];
  const steps = softmaxStepsOf(trace, head, query);
  const all: readonly (ArithmeticLine | false)[] = [
    { heading: 'q·k', step: 'dot_products', numbers: key => products[key] },
    trace.scale !== 1 && {
      heading: `× ${decimal(trace.scale, theme, false, 3)}`,
      step: 'scale',
      numbers: key => scaled[key]
    },
    bias !== null && {
      heading: trace.givenBias ? '+ bias' : '+ distance',
      step: 'scale',
      numbers: key => bias[query][key]
    },
    capped !== undefined && {
      heading: `below ${decimal(trace.softcap!, theme, false, 2)}`,
      step: 'scale',
      numbers: key => capped[key]
    },
    (bias !== null || trace.temperature !== 1 || trace.mask !== null) && {
      heading:
        trace.temperature === 1 ? 'masked' : `÷ T ${decimal(trace.temperature, theme, false, 2)}`,
      step: 'mask',
      numbers: key => masked[key]
    },
    {
      heading: trace.softmax === 'stable' ? 'exp(· − max)' : 'exp',
      step: 'exponentiate',
      numbers: key => (masked[key] === null ? null : steps.exponentials[key])
    }
  ];
  return all.filter(entry => entry !== false);
}

function keysIn({ window }: Selection): readonly number[] {
  const [first, count] = window.key;
  return Array.from({ length: count }, (_, k) => first + k);
}

/** What stands for a number of a line; what the mask hides has none. */
function textOf({ numbers }: ArithmeticLine, key: number, numerals: Numerals): string {
  const value = numbers(key);
  return value === null ? '–' : decimal(value, numerals);
}

function lineOf(
  line: ArithmeticLine,
  selection: Selection,
  options: Pick<FigureOptions, 'font' | 'decimals'>,
  { left, w }: Grid,
  theme: Theme,
  top: number,
  size: number
): string {
  const { font } = options;
  const y = top + font;
  return [
    words(line.heading, { x: left - font * 0.5, y, 'text-anchor': 'end', fill: theme.faint }),
    ...keysIn(selection).map((key, c) =>
      words(textOf(line, key, { ...theme, decimals: options.decimals }), {
        x: left + (c + 0.5) * w,
        y,
        'text-anchor': 'middle',
        'font-size': size === font ? undefined : size,
        fill: theme.ink
      })
    )
  ].join('');
}

/** The shares, as bars on one line, with their percentages where there is room. */
function sharesOf(
  trace: Trace,
  selection: Selection,
  theme: Theme,
  font: number,
  { left, w }: Grid,
  top: number,
  names: FigureWords
): { readonly height: number; readonly body: string } {
  const row = trace.heads[selection.head].weights[selection.query];
  const keys = keysIn(selection);
  const tall = font * 3;
  const texts = keys.map(key => percent(row[key]));
  const most = Math.max(0, ...keys.map(key => (Number.isFinite(row[key]) ? row[key] : 0)));
  const size = w >= font ? sizeIn(texts, font, w) : null;
  const written = size !== null;
  const base = top + tall + (written ? font * 1.2 : 0);
  const bars = keys.map((key, c) => {
    const share = row[key] > 0 ? Math.min(1, row[key] / most) : 0;
    const x = left + (c + 0.15) * w;
    const y = base - share * tall;
    return [
      share > 0
        ? element('rect', { x, y, width: w * 0.7, height: share * tall, fill: theme.roles.query })
        : '',
      written
        ? words(texts[c], {
            x: left + (c + 0.5) * w,
            y: y - font * 0.25,
            'text-anchor': 'middle',
            'font-size': size === font ? undefined : (size ?? font),
            fill: theme.ink
          })
        : ''
    ].join('');
  });
  return {
    height: base - top + font * 0.5,
    body: [
      words(names.share.replace('%1', percent(most)), {
        x: left - font * 0.5,
        y: base - font * 0.2,
        'text-anchor': 'end',
        fill: theme.faint
      }),
      ...bars,
      element('path', {
        d: `M${left} ${base}h${keys.length * w}`,
        stroke: theme.faint,
        'stroke-width': 0.5
      })
    ].join('')
  };
}

/** Numbers of an output that are written at most. */
const PARTS = 8;

function outputOf(
  trace: Trace,
  { head, query }: Selection,
  { font, decimals }: Pick<FigureOptions, 'font' | 'decimals'>,
  theme: Theme,
  { left }: Grid,
  y: number,
  width: number
): string {
  const output = trace.heads[head].output[query];
  const written = Array.from(output.slice(0, PARTS), part =>
    decimal(part, theme, false, decimals + 1)
  );
  const rest = output.length > PARTS ? `${separator(theme)}…` : '';
  const text = `Σ share × v = [${written.join(separator(theme))}${rest}]`;
  const room = (width - left) / widthOf(text, font);
  return words(text, {
    x: left,
    y,
    fill: theme.roles.output,
    'font-size': font * Math.min(1, room)
  });
}
