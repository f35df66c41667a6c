import type { Layer } from '../format/index.ts';
import type { Numerals } from './text.ts';

/** Colours, font and numerals of a figure. */
export interface Theme extends Numerals {
  readonly dark: boolean;
  readonly font: string;
  /** Size of all text in figures, in pixels. */
  readonly text: number;
  readonly ink: string;
  readonly faint: string;
  readonly grid: string;
  readonly paper: string;
  /** Where the mask forbids to attend. */
  readonly masked: string;
  /** One colour a role, also told apart in the common kinds of colour blindness. */
  readonly roles: Readonly<Record<Layer, string>>;
  /** One colour a head, for lines and swatches beside its number: not dark enough for text. */
  readonly heads: readonly string[];
  /** From no weight to the most. */
  readonly sequential: readonly string[];
  /** From the lowest score through zero to the highest. */
  readonly diverging: readonly [string, string, string];
}

/** The usual size of text, in pixels. */
export const TEXT = 13;

const FONT = 'system-ui, -apple-system, "Segoe UI", "Helvetica Neue", Arial, sans-serif';

export const LIGHT: Theme = {
  dark: false,
  font: FONT,
  text: TEXT,
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
  heads: ['#0072b2', '#b47b00', '#008a65', '#cb5200', '#b3568c', '#2b8dc4', '#857d00', '#6f6f6f'],
  sequential: ['#ffffff', '#004e92'],
  diverging: ['#b04e00', '#ffffff', '#004e92']
};

export const DARK: Theme = {
  dark: true,
  font: FONT,
  text: TEXT,
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
  heads: ['#2f96d8', '#e69f00', '#12b487', '#f0722a', '#d98bb6', '#8fd0f6', '#f0e442', '#a3a3a3'],
  sequential: ['#16202b', '#7cc4ff'],
  diverging: ['#f09a4a', '#1b1f24', '#63b4f2']
};

/** On paper: whatever the page's theme, dark on white, and scores told apart without any colour. */
export const PRINT: Theme = { ...LIGHT, diverging: ['#ffffff', '#a9bdd4', '#004e92'] };

/**
 * The colour of a head, counted from 0.
 *
 * Source: Okabe and Ito, Color Universal Design (2008), made darker on white and lighter on black.
 */
export function headColor(head: number, { heads }: Theme): string {
  return heads[head % heads.length];
}

/** A different mark for each role, so that colour is never the only cue. */
export const SYMBOLS: Readonly<Record<Layer, string>> = {
  embeddings: 'circle',
  query: 'triangle-up',
  key: 'square',
  value: 'diamond',
  output: 'star'
};
