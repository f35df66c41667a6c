import type { Layer } from '../format/index.ts';

/** Colours, font and decimals of a figure. */
export interface Theme {
  readonly dark: boolean;
  readonly font: string;
  /** Decimals of a displayed number. */
  readonly decimals: number;
  readonly ink: string;
  readonly faint: string;
  readonly grid: string;
  readonly paper: string;
  /** Where the mask forbids to attend. */
  readonly masked: string;
  /** One colour a role, also told apart in the common kinds of colour blindness. */
  readonly roles: Readonly<Record<Layer, string>>;
  /** From no weight to the most. */
  readonly sequential: readonly string[];
  /** From the lowest score through zero to the highest. */
  readonly diverging: readonly [string, string, string];
}

const FONT = 'system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif';

export const LIGHT: Theme = {
  dark: false,
  font: FONT,
  decimals: 2,
  ink: '#1f1f1f',
  faint: '#6b6b6b',
  grid: '#e3e3e3',
  paper: '#ffffff',
  masked: '#e4e4e4',
  roles: {
    embeddings: '#4a4a4a',
    query: '#0064a8',
    key: '#b04e00',
    value: '#00735a',
    output: '#9a3684'
  },
  sequential: ['#ffffff', '#004e92'],
  diverging: ['#b04e00', '#ffffff', '#004e92']
};

export const DARK: Theme = {
  dark: true,
  font: FONT,
  decimals: 2,
  ink: '#e8e8e8',
  faint: '#a0a0a0',
  grid: '#3a3a3a',
  paper: '#111111',
  masked: '#2c2c2c',
  roles: {
    embeddings: '#cfcfcf',
    query: '#63b4f2',
    key: '#f09a4a',
    value: '#3fcaa4',
    output: '#e58fcd'
  },
  sequential: ['#16202b', '#7cc4ff'],
  diverging: ['#f09a4a', '#1b1f24', '#63b4f2']
};

/** Okabe and Ito, Color Universal Design (2008): told apart in the common kinds of colour blindness. */
const HEADS = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#d55e00',
  '#cc79a7',
  '#56b4e9',
  '#f0e442',
  '#7f7f7f'
];

/** The colour of a head, counted from 0. */
export function headColor(head: number): string {
  return HEADS[head % HEADS.length];
}

/** A different mark for each role, so that colour is never the only cue. */
export const SYMBOLS: Readonly<Record<Layer, string>> = {
  embeddings: 'circle',
  query: 'triangle-up',
  key: 'square',
  value: 'diamond',
  output: 'star'
};
