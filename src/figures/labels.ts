import type { Placement, Scene } from './scene.ts';
import { MARGIN } from './plotly.ts';

/** A label to be placed, in pixels. */
export interface Label {
  readonly x: number;
  readonly y: number;
  /** Width of the text. */
  readonly width: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const HEIGHT = 14;
const GAP = 7;
const CHOICES: readonly Placement[] = [
  'top center',
  'bottom center',
  'middle right',
  'middle left'
];

/** About how wide a letter of a label is, in pixels. */
const LETTER = 6.4;

/** The placements of a scene's labels on a plane of this size. */
export function scenePlacements(
  { points, frame }: Scene,
  [width, height]: readonly [number, number]
): Placement[] {
  const inner = width - MARGIN.l - MARGIN.r;
  const tall = height - MARGIN.t - MARGIN.b;
  const { reach } = frame;
  const labelled = points.filter(point => point.label !== null);
  const placed = placeLabels(
    labelled.map(({ x, y, label }) => ({
      x: ((x + reach) / (2 * reach)) * inner,
      y: ((reach - y) / (2 * reach)) * tall,
      width: label!.length * LETTER
    })),
    inner
  );
  return points.map(point => (point.label === null ? CHOICES[0] : placed.shift()!));
}

/** One placement a label, so that labels cover one another and the marks as little as may be. */
export function placeLabels(labels: readonly Label[], width: number): Placement[] {
  const marks = labels.map(({ x, y }) => ({
    left: x - 5,
    top: y - 5,
    right: x + 5,
    bottom: y + 5
  }));
  const taken: Box[] = [];
  return labels.map((label, i) => {
    let best = CHOICES[0];
    let least = Infinity;
    for (const choice of CHOICES) {
      const box = boxOf(label, choice);
      const outside = Math.max(0, -box.left) + Math.max(0, box.right - width);
      const cost =
        outside * HEIGHT +
        taken.reduce((sum, other) => sum + overlap(box, other), 0) +
        marks.reduce((sum, mark, m) => sum + (m === i ? 0 : overlap(box, mark)), 0);
      if (cost < least) {
        least = cost;
        best = choice;
      }
    }
    taken.push(boxOf(label, best));
    return best;
  });
}

function boxOf({ x, y, width }: Label, placement: Placement): Box {
  const beside =
    placement === 'middle right'
      ? GAP + width / 2
      : placement === 'middle left'
        ? -GAP - width / 2
        : 0;
  const above =
    placement === 'top center'
      ? -GAP - HEIGHT / 2
      : placement === 'bottom center'
        ? GAP + HEIGHT / 2
        : 0;
  return {
    left: x + beside - width / 2,
    right: x + beside + width / 2,
    top: y + above - HEIGHT / 2,
    bottom: y + above + HEIGHT / 2
  };
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
