import { labelOffset, marginOf, markRadius } from './plotly.ts';
import type { Line, Placement, Scene } from './scene.ts';
import { TEXT } from './theme.ts';

/** A label to be placed, in pixels. */
export interface Label {
  readonly x: number;
  readonly y: number;
  /** Width of the text. */
  readonly width: number;
  /** Half the size of its mark; by default that of usual ones. */
  readonly radius?: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const CHOICES: readonly Placement[] = [
  'middle right',
  'top center',
  'bottom center',
  'middle left',
  'top right',
  'bottom right',
  'top left',
  'bottom left'
];

/** About how wide a letter is, a bold one too, and how high above and below its baseline, in sizes of the text. */
const [LETTER, BOLD] = [0.55, 0.65];
const [ABOVE, BELOW] = [0.8, 0.25];
/** Half the size of a usual mark. */
const RADIUS = 4.5;
/** After so many rounds labels have found their places. */
const ROUNDS = 4;
/** How much worse it is that a label is cut off than that it covers another one. */
const CUT = 8;
/** How much worse it is that a mark covers a letter than that two labels do. */
const HIDDEN = 3;
/** What it costs a label to be crossed by a line, for each pixel of it. */
const CROSSED = 4;
/** What it costs a label to touch the mark of another, in sizes of the text: as if it were that one's. */
const OTHERS = 4;
/** How far it keeps from it, in sizes of the text: from there on it is plain whose it is. */
const APART = 0.7;

/** A plane of fewer sizes of the text across is narrow. */
const NARROW = 24;

/** A scene as it is labelled at this width: on a narrow plane what has a shorter label takes it. */
export function labelledScene(scene: Scene, width: number, text: number = TEXT): Scene {
  if (width >= NARROW * text || !scene.points.some(({ short }) => short !== undefined)) {
    return scene;
  }
  const points = scene.points.map(point =>
    point.short === undefined || point.label === null ? point : { ...point, label: point.short }
  );
  return { ...scene, points };
}

/** The placements of a scene's labels on a plane of this size. */
export function scenePlacements(
  { points, lines, frame }: Scene,
  [width, height]: readonly [number, number],
  text: number = TEXT
): Placement[] {
  const { l, r, t, b } = marginOf({ text });
  const [inner, tall] = [width - l - r, height - t - b];
  const { reach } = frame;
  const toX = (x: number) => ((x + reach) / (2 * reach)) * inner;
  const toY = (y: number) => ((reach - y) / (2 * reach)) * tall;
  return placeLabels(
    points.map(({ x, y, label, chosen, ...point }) => ({
      x: toX(x),
      y: toY(y),
      width: (label?.length ?? 0) * (chosen ? BOLD : LETTER) * text,
      radius: markRadius({ ...point, chosen })
    })),
    [inner, tall],
    lines.filter(isSolid).map(({ from, to }) => ({
      from: [toX(from[0]), toY(from[1])] as const,
      to: [toX(to[0]), toY(to[1])] as const
    })),
    text
  );
}

/** Whether text on a line would be hard to read. */
function isSolid({ width, arrow }: Line): boolean {
  return width >= 3 || arrow === true;
}

type Segment = Pick<Line, 'from' | 'to'>;

/**
 * One placement a label, so that labels cover one another, the marks and the lines as little as may
 * be: each in turn takes the best place beside the others, until none would move. Of no width: a mark alone.
 */
export function placeLabels(
  labels: readonly Label[],
  [width, height]: readonly [number, number],
  lines: readonly Segment[] = [],
  text: number = TEXT
): Placement[] {
  const marks = labels.map(({ x, y, radius = RADIUS }) => ({
    left: x - radius,
    top: y - radius,
    right: x + radius,
    bottom: y + radius
  }));
  const options = labels.map((label, i) =>
    (label.width === 0 ? CHOICES.slice(0, 1) : CHOICES).map(choice => {
      const box = boxOf(label, choice, text);
      const outside =
        Math.max(0, -box.left, box.right - width) + Math.max(0, -box.top, box.bottom - height);
      const covered = marks.reduce(
        (sum, mark, m) =>
          sum + (m === i ? 0 : HIDDEN * overlap(box, mark) + mistaken(box, mark, text)),
        0
      );
      const crossed = lines.reduce((sum, line) => sum + inside(line, box), 0);
      return { box, cost: outside * text * CUT + covered + crossed * CROSSED };
    })
  );
  const chosen: (number | null)[] = labels.map(() => null);
  for (let round = 0, moved = true; moved && round < ROUNDS; round++) {
    moved = false;
    labels.forEach((label, i) => {
      const best = label.width === 0 ? 0 : bestOf(options, chosen, i);
      moved ||= best !== chosen[i];
      chosen[i] = best;
    });
  }
  return chosen.map(choice => CHOICES[choice ?? 0]);
}

interface Option {
  readonly box: Box;
  /** What it costs, whatever places others have. */
  readonly cost: number;
}

function bestOf(
  options: readonly (readonly Option[])[],
  chosen: readonly (number | null)[],
  i: number
): number {
  const others = options.flatMap((own, o) => {
    const choice = chosen[o];
    return o !== i && choice !== null && own[choice].box.right > own[choice].box.left
      ? [own[choice].box]
      : [];
  });
  const costs = options[i].map(
    ({ box, cost }) => cost + others.reduce((sum, other) => sum + overlap(box, other), 0)
  );
  return costs.indexOf(Math.min(...costs));
}

function boxOf({ x, y, width, radius = RADIUS }: Label, placement: Placement, text: number): Box {
  const [dx, dy, anchor] = labelOffset(placement, radius, text);
  const left = x + dx - { start: 0, middle: width / 2, end: width }[anchor];
  return { left, right: left + width, top: y + dy - ABOVE * text, bottom: y + dy + BELOW * text };
}

/** How much of a line lies in a box, in pixels. */
function inside({ from: [x, y], to }: Segment, { left, top, right, bottom }: Box): number {
  const [dx, dy] = [to[0] - x, to[1] - y];
  let [low, high] = [0, 1];
  for (const [start, along, least, most] of [
    [x, dx, left, right],
    [y, dy, top, bottom]
  ]) {
    if (along === 0) {
      high = start < least || start > most ? -1 : high;
    } else {
      const [a, b] = [(least - start) / along, (most - start) / along];
      low = Math.max(low, Math.min(a, b));
      high = Math.min(high, Math.max(a, b));
    }
  }
  return high > low ? (high - low) * Math.hypot(dx, dy) : 0;
}

/** What it costs that a label could be taken for that of another mark, near which it stands. */
function mistaken(box: Box, mark: Box, text: number): number {
  const across = Math.max(0, mark.left - box.right, box.left - mark.right);
  const down = Math.max(0, mark.top - box.bottom, box.top - mark.bottom);
  return OTHERS * text * Math.max(0, 1 - Math.hypot(across, down) / (APART * text));
}

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
