import type { Stage } from '../../format/index.ts';
import type { Lines } from '../scene.ts';
import { PRINT } from '../theme.ts';
import type { Theme } from '../theme.ts';

/** How a figure is drawn for paper or slides. */
export interface FigureOptions {
  readonly ground: 'white' | 'transparent';
  /** Width in millimetres; the height follows. */
  readonly width: number;
  /** Size of the letters in points, at this width. */
  readonly font: number;
  /** Decimals of a number. */
  readonly decimals: number;
}

/** As wide as the text of a page, in letters that are read beside it. */
export const DEFAULT_FIGURE: FigureOptions = {
  ground: 'white',
  width: 170,
  font: 8,
  decimals: 2
};

/** What is drawn is dark on light, whatever the page's own theme. */
export const FIGURE_THEME: Theme = PRINT;

/** The least and the most that an option can be. */
export const FIGURE_LIMITS = {
  width: [30, 1000],
  font: [4, 48],
  decimals: [0, 6]
} as const;

/** Points of a millimetre. */
export const POINTS = 72 / 25.4;

/** Letters that vector tools have, and what looks alike elsewhere. */
export const FIGURE_FONT = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif";

/** The words of a figure, so that it speaks the language of the page. */
export interface FigureWords {
  readonly roles: Readonly<Record<'embeddings' | 'query' | 'key' | 'value' | 'output', string>>;
  /** What asks, along the rows. */
  readonly rows: string;
  /** What answers, along the columns. */
  readonly columns: string;
  /** What stands where something is to be predicted first. */
  readonly covered: string;
  /** What stands where the way has not come yet. */
  readonly notYet: string;
  /** What the numbers of the matrix are. */
  readonly stages: Readonly<Record<Stage, string>>;
  /** Which head it is, %1 of %2, where there are many. */
  readonly head: string;
  /** What the lines on the plane are. */
  readonly lines: Readonly<Record<Lines, string>>;
  /** What the full colour is, where it is another in each row. */
  readonly rowMost: string;
  /** What a point of a large matrix shows, with %1 and %2 for the cells it stands for. */
  readonly block: string;
  /** The shares of the row that asks, up to %1. */
  readonly share: string;
  readonly masked: string;
}

export const ENGLISH: FigureWords = {
  roles: {
    embeddings: 'embedding',
    query: 'query',
    key: 'key',
    value: 'value',
    output: 'output'
  },
  rows: 'query: asks',
  columns: 'key: answers',
  covered: 'Covered until it has been predicted',
  notYet: 'Not computed yet',
  stages: {
    scores: 'scores q·k',
    scaled_scores: 'scaled scores',
    masked_scores: 'masked scores',
    weights: 'attention weights'
  },
  head: 'head %1 of %2',
  lines: {
    shares: 'a line is a share: the wider, the more; a ring: it listens to itself',
    copies: 'a thread leads from each word to its key',
    feet: 'each key is dropped on the line of the query',
    weighted: 'an arrow is a weight × a value',
    path: 'weighted values, laid tip to tail, end at the output',
    change: 'dashed: what was there before, or is added'
  },
  rowMost: 'most of the row',
  block: 'each point: the strongest of %1 × %2',
  share: 'share, up to %1',
  masked: 'masked'
};
