import { headColor } from '../../../figures/index.ts';
import type { Theme } from '../../../figures/index.ts';
import { LINE_DASHES, seenBend } from '../../../figures/reading/index.ts';
import type { ShareLine } from '../../../figures/reading/index.ts';

/** Where lines run, in pixels. */
export interface Ground {
  readonly left: number;
  readonly right: number;
  /** The height of a token, and how far the tokens are scrolled. */
  readonly tall: number;
  readonly scrolled: number;
  /** The height that is seen. */
  readonly height: number;
}

/** How wide a line of a share of 1 is, and one of next to nothing, in pixels. */
const [WIDEST, THINNEST] = [6, 1];
/** How far lines of heads beside one another stand apart where they begin and end. */
const APART = 4;
/** How much of their colour lines of next to nothing have, among all, and of one token alone. */
const [PALE, CLEAR] = [0.2, 0.5];

/** Draws lines, the weakest first. */
export function drawLines(
  context: CanvasRenderingContext2D,
  lines: readonly ShareLine[],
  heads: readonly number[],
  { left, right, tall, scrolled, height }: Ground,
  isAlone: boolean,
  theme: Theme
): void {
  const at = (unit: number, head: number) =>
    (unit + 0.5) * tall - scrolled + (head - (heads.length - 1) / 2) * APART;
  const least = isAlone ? CLEAR : PALE;
  for (const { from, to, share, head } of [...lines].sort((a, b) => a.share - b.share)) {
    const bend = seenBend([left, at(from, head)], [right, at(to, head)], -WIDEST, height + WIDEST);
    if (!bend) {
      continue;
    }
    const [start, out, into, end] = bend;
    const strength = Math.min(1, share);
    context.globalAlpha = least + (1 - least) * strength;
    context.strokeStyle = headColor(heads[head], theme);
    context.lineWidth = THINNEST + (WIDEST - THINNEST) * strength;
    context.setLineDash([...LINE_DASHES[head]]);
    context.beginPath();
    context.moveTo(...start);
    context.bezierCurveTo(...out, ...into, ...end);
    context.stroke();
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}
