import type { SpecTokenInfo } from '../../format/index.ts';
import type { Unit } from './units.ts';

/** A unit as a part of the text. */
export interface Piece {
  /** A space stands before it, or a line may end there. */
  readonly gap: boolean;
  /** What is written, without that space. */
  readonly body: string;
  /** The line ends behind it. */
  readonly ends: boolean;
}

/** How tokenizers write the space before a word. */
const SPACED = /^[Ġ▁]/u;
/** What follows a word, and what a word follows, without a space. */
const [CLOSING, OPENING] = [/^[\p{Pe}\p{Pf}.,;:!?…%'’]/u, /[\p{Ps}\p{Pi}]$/u];

/**
 * Units as parts of a text that flows. Spaces are those of the source where one is known, else those that tokens have
 * themselves or their tokenizer's pieces say; where neither does, as in WordPiece, they are put between words, and not around
 * punctuation.
 *
 * @param source - the text that the tokens were made of
 */
export function piecesOf(
  units: readonly Unit[],
  tokens: readonly string[],
  info: SpecTokenInfo | undefined,
  source: string | undefined
): readonly Piece[] {
  const gaps = gapsOf(tokens, info, source);
  return units.map(({ first, text, special }, u) => {
    const own = special ? 0 : /^ ?/.exec(text)![0].length;
    const body = own > 0 && text.length > own ? text.slice(own) : text;
    const ends = /[\n\r]$/.test(text);
    return { gap: u > 0 && (special || units[u - 1].special || gaps[first] || body !== text), body, ends }; // prettier-ignore
  });
}

/** Before which tokens there is a space that is not their own. */
function gapsOf(
  tokens: readonly string[],
  info: SpecTokenInfo | undefined,
  source: string | undefined
): readonly boolean[] {
  const found = source === undefined ? null : gapsIn(source, tokens);
  if (found) {
    return found;
  }
  const texts = info?.texts;
  if (tokens.some(token => /^\s/u.test(token)) || texts?.some(text => SPACED.test(text))) {
    return tokens.map((token, t) => SPACED.test(texts?.[t] ?? '') && !/^\s/u.test(token));
  }
  return tokens.map(
    (token, t) =>
      t > 0 && !texts?.[t].startsWith('##') && !CLOSING.test(token) && !OPENING.test(tokens[t - 1])
  );
}

/** The same, of a source that has all the tokens one after the other; null: it has not. */
function gapsIn(source: string, tokens: readonly string[]): readonly boolean[] | null {
  const [text, gaps]: [string, boolean[]] = [source.toLowerCase(), []];
  let at = 0;
  for (const token of tokens) {
    const start = text.indexOf(token.toLowerCase(), at);
    if (start < 0) {
      return null;
    }
    gaps.push(/\s/u.test(text.slice(at, start)));
    at = start + token.length;
  }
  return gaps;
}

/** A run of pieces in one line: the first, and the one behind the last. */
export type TextLine = readonly [first: number, end: number];

/**
 * Breaks a text into lines that are as wide as there is room: before spaces, and within what is wider than a line.
 *
 * @param widths - of each piece, without the space before it
 * @param space - the width of a space
 */
export function wrapped(
  pieces: readonly Piece[],
  widths: readonly number[],
  space: number,
  room: number
): readonly TextLine[] {
  const lines: TextLine[] = [];
  let [first, used] = [0, 0];
  const turn = (at: number) => {
    if (at > first) {
      lines.push([first, at]);
    }
    [first, used] = [at, 0];
  };
  for (let start = 0; start < pieces.length;) {
    const end = runFrom(pieces, start);
    const width = widths.slice(start, end).reduce((sum, each) => sum + each, 0);
    const before = used > 0 && pieces[start].gap ? space : 0;
    if (used > 0 && used + before + width > room && (width <= room || pieces[start].gap)) {
      turn(start);
    }
    for (let p = start; p < end; p++) {
      const gap = used > 0 && pieces[p].gap ? space : 0;
      if (used > 0 && used + gap + widths[p] > room) {
        turn(p);
      }
      used += (used > 0 ? gap : 0) + widths[p];
    }
    if (pieces[end - 1].ends) {
      turn(end);
    }
    start = end;
  }
  turn(pieces.length);
  return lines;
}

/** Where the pieces end that no space parts. */
function runFrom(pieces: readonly Piece[], start: number): number {
  let end = start + 1;
  while (end < pieces.length && !pieces[end].gap && !pieces[end - 1].ends) {
    end += 1;
  }
  return end;
}
