import { useLayoutEffect, useMemo, useState } from 'react';
import type { RefObject } from 'react';
import { visible } from '../../../figures/index.ts';
import type { Theme } from '../../../figures/index.ts';
import { walked } from '../../../figures/overview/layout.ts';
import { wrapped } from '../../../figures/reading/index.ts';
import type { Piece, TextLine, Unit } from '../../../figures/reading/index.ts';

/** Letters of a token or word that are shown. */
export const LENGTH = 60;
/** What a token takes besides its letters, a special one, and what a line keeps free, in pixels. */
const [AROUND, CHIP, SPARE] = [2, 16, 8];
/** The most that a space takes, and about what a letter does, in sizes of the text. */
const [SPACE, LETTER] = [0.4, 0.55];
/** A width, until the page has laid it out. */
const UNKNOWN = 300;

/**
 * Lines as wide as there is room, measured in the letters that the page shows.
 *
 * @param width - null where the page has no layout
 */
export function useLines(
  scroller: RefObject<HTMLDivElement>,
  pieces: readonly Piece[],
  units: readonly Unit[],
  width: number | null,
  { text, font }: Theme
): readonly TextLine[] {
  const isMeasured = width !== null;
  const [family, setFamily] = useState(font);
  useLayoutEffect(() => setFamily(getComputedStyle(scroller.current!).fontFamily || font), [scroller, font]); // prettier-ignore
  const widths = useMemo(() => {
    const measure = measureIn(isMeasured ? `${text}px ${family}` : null, text);
    return pieces.map(
      ({ body }, p) => measure(visible(body, LENGTH)) + (units[p].special ? CHIP : AROUND)
    );
  }, [pieces, units, text, family, isMeasured]);
  return useMemo(
    () => wrapped(pieces, widths, SPACE * text, (width ?? UNKNOWN) - SPARE),
    [pieces, widths, text, width]
  );
}

let scratch: CanvasRenderingContext2D | null = null;

/** How wide a text is; about half its size a letter where nothing can measure. */
function measureIn(font: string | null, size: number): (text: string) => number {
  if (font !== null) {
    scratch ??= document.createElement('canvas').getContext('2d');
  }
  const context = scratch;
  if (font === null || !context) {
    return text => text.length * size * LETTER;
  }
  context.font = font;
  return text => context.measureText(text).width;
}

/** Where a key leads to in a text; null: it is none of those that walk. */
export function walkedIn(
  lines: readonly TextLine[],
  at: number,
  key: string,
  page: number
): number | null {
  const last = lines[lines.length - 1][1] - 1;
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    return Math.max(0, Math.min(last, at + (key === 'ArrowRight' ? 1 : -1)));
  }
  const row = lines.findIndex(([, end]) => at < end);
  const rows = lines.map(([first, end]) => ({ length: end - first }));
  const to = walked(rows, [row, at - lines[row][0]], key, page);
  return to && lines[to[0]][0] + to[1];
}
