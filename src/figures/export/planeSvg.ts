import { LAYERS } from '../../format/index.ts';
import type { Layer } from '../../format/index.ts';
import { ticksOf } from '../axes.ts';
import { axisTitles } from '../frame.ts';
import { scenePlacements } from '../labels.ts';
import {
  ARROW,
  BACK,
  FAINT,
  FOOT,
  labelOffset,
  marginOf,
  markRadius,
  ringRadius
} from '../plotly.ts';
import type { Foot, Line, Place, Placement, Point, Ring, Scene } from '../scene.ts';
import { dashOf, symbolPath } from '../symbols.ts';
import { TEXT } from '../theme.ts';
import type { Theme } from '../theme.ts';
import { ENGLISH } from './options.ts';
import type { FigureOptions, FigureWords } from './options.ts';
import { element, moved, nameFor, short, widthOf, words, wrapped } from './svg.ts';
import type { Drawing } from './svg.ts';

/** A square that a plane is drawn in, and how its places become points of it. */
interface Square {
  readonly left: number;
  readonly top: number;
  readonly side: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** Points of a pixel: marks and lines are to letters as they are on screen. */
  readonly unit: number;
}

/** A plane with its axes and a legend, so wide in points. */
export function planeDrawing(
  scene: Scene,
  theme: Theme,
  { font }: Pick<FigureOptions, 'font'>,
  width: number,
  names: FigureWords = ENGLISH
): Drawing {
  const left = font * 4.2;
  const top = font * 0.8;
  const side = Math.max(font * 4, width - left - font * 0.8);
  const { reach } = scene.frame;
  const square: Square = {
    left,
    top,
    side,
    x: value => left + ((value + reach) / (2 * reach)) * side,
    y: value => top + ((reach - value) / (2 * reach)) * side,
    unit: font / TEXT
  };
  const below = top + side + font * 3.6;
  const legend = legendOf(scene, theme, font, width - left, names);
  return {
    width,
    height: below + legend.height,
    body: [
      axes(scene, theme, font, square),
      clipped(scene, theme, square),
      marks(scene, theme, square),
      moved(left, below, legend.body)
    ].join('')
  };
}

function axes(scene: Scene, theme: Theme, font: number, square: Square): string {
  const { left, top, side, x, y } = square;
  const ticks = ticksOf(scene.frame.reach, theme);
  const [across, up] = axisTitles(scene.frame.basis);
  const small = font * 0.85;
  const isZero = (at: number) => scene.frame.basis.variance === null && at === 0;
  const stroke = (at: number) => (isZero(at) ? theme.faint : theme.grid);
  const grid = ticks.flatMap(({ at }) => [
    path(`M${short(x(at))} ${short(top)}v${short(side)}`, stroke(at), square.unit),
    path(`M${short(left)} ${short(y(at))}h${short(side)}`, stroke(at), square.unit)
  ]);
  const lowest = top + side + font * 1.1;
  const label = { 'font-size': small, fill: theme.faint };
  const numbers = ticks.flatMap(({ at, text }) => [
    words(text, { x: x(at), y: lowest, 'text-anchor': 'middle', ...label }),
    words(text, { x: left - font * 0.4, y: y(at) + small * 0.35, 'text-anchor': 'end', ...label })
  ]);
  const middle = { 'text-anchor': 'middle', ...label };
  const fits = (text: string) => Math.min(small, (small * side) / widthOf(text, small));
  return [
    ...grid,
    ...numbers,
    words(across, {
      x: left + side / 2,
      y: lowest + font * 1.3,
      ...middle,
      'font-size': fits(across)
    }),
    words(up, {
      transform: `translate(${short(small)} ${short(top + side / 2)}) rotate(-90)`,
      ...middle,
      'font-size': up === '' ? small : fits(up)
    })
  ].join('');
}

/** Lines and rings, which end where the plane does. */
function clipped({ lines, rings }: Scene, theme: Theme, square: Square): string {
  const { left, top, side } = square;
  const drawn = [
    ...lines.map(line => lineOf(line, theme, square)),
    ...rings.map(ring => ringOf(ring, theme, square))
  ].join('');
  if (drawn === '') {
    return '';
  }
  const id = nameFor(drawn);
  return [
    element('clipPath', { id }, element('rect', { x: left, y: top, width: side, height: side })),
    element('g', { 'clip-path': `url(#${id})` }, drawn)
  ].join('');
}

/** The share that a token gives to itself. */
function ringOf(ring: Ring, theme: Theme, { x, y, unit }: Square): string {
  return element('circle', {
    cx: x(ring.at[0]),
    cy: y(ring.at[1]),
    r: ringRadius(ring) * unit,
    fill: 'none',
    stroke: theme.roles[ring.role],
    'stroke-width': ring.width * unit,
    'stroke-opacity': FAINT
  });
}

function footOf({ at }: Foot, theme: Theme, { x, y, unit }: Square): string {
  return element('path', {
    d: symbolPath('key', (FOOT / 2) * unit),
    transform: `translate(${short(x(at[0]))} ${short(y(at[1]))})`,
    fill: theme.roles.key
  });
}

function lineOf(line: Line, theme: Theme, { x, y, unit }: Square): string {
  const color = theme.roles[line.role];
  const [x1, y1] = [x(line.from[0]), y(line.from[1])];
  const [x2, y2] = [x(line.to[0]), y(line.to[1])];
  const drawn = element('path', {
    d: `M${short(x1)} ${short(y1)}L${short(x2)} ${short(y2)}`,
    fill: 'none',
    stroke: color,
    'stroke-width': line.width * unit,
    'stroke-dasharray': dashOf(line.dash)
      ?.split(',')
      .map(part => short(parseFloat(part) * unit))
      .join(' '),
    'stroke-opacity': line.arrow ? undefined : FAINT
  });
  return line.arrow ? drawn + arrowHead([x1, y1], [x2, y2], color, ARROW * unit) : drawn;
}

/** The point of an arrow, of no length where the arrow has none. */
function arrowHead([x1, y1]: Place, [x2, y2]: Place, color: string, size: number): string {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length === 0) {
    return '';
  }
  const [dx, dy] = [((x2 - x1) / length) * size, ((y2 - y1) / length) * size];
  const corner = (side: number) =>
    `${short(x2 - dx + side * dy * 0.45)} ${short(y2 - dy - side * dx * 0.45)}`;
  return element('path', {
    d: `M${short(x2)} ${short(y2)}L${corner(1)}L${corner(-1)}Z`,
    fill: color
  });
}

/** Marks with their labels, which cover one another as little as on screen. */
function marks(scene: Scene, theme: Theme, square: Square): string {
  const { x, y, side, unit } = square;
  const { l, r, t, b } = marginOf({ text: TEXT });
  const placements = scenePlacements(scene, [side / unit + l + r, side / unit + t + b]);
  const feet = scene.feet.map(foot => footOf(foot, theme, square));
  const points = scene.points.map((point, i) =>
    element(
      'g',
      {
        fill: theme.roles[point.layer],
        transform: `translate(${short(x(point.x))} ${short(y(point.y))})`
      },
      markOf(point, unit),
      labelOf(point, placements[i], unit)
    )
  );
  return [...feet, ...points].join('');
}

function markOf(point: Point, unit: number): string {
  const { layer, bare, faint } = point;
  const d = symbolPath(layer, markRadius(point) * unit);
  return bare ? '' : element('path', { d, 'fill-opacity': faint ? BACK : undefined });
}

function labelOf(point: Point, placement: Placement, unit: number): string {
  const [dx, dy, anchor] = labelOffset(placement, markRadius(point), TEXT);
  return words(point.label ?? '', {
    x: dx * unit,
    y: dy * unit,
    'text-anchor': anchor,
    'font-weight': point.chosen ? 'bold' : undefined
  });
}

/** What the marks are, side by side while there is room, and below what the lines are. */
function legendOf(
  { points, about }: Scene,
  theme: Theme,
  font: number,
  width: number,
  names: FigureWords
): Pick<Drawing, 'height' | 'body'> {
  const size = font * 0.9;
  const body: string[] = [];
  let [x, y] = [0, 0];
  // What an arrow ends at has its name beside it.
  const seen = (layer: Layer) => points.some(point => point.layer === layer && !point.bare);
  for (const layer of LAYERS.filter(seen)) {
    const text = names.roles[layer];
    const room = font + widthOf(text, size);
    if (x > 0 && x + room > width) {
      [x, y] = [0, y + font * 1.4];
    }
    const mark = element('path', {
      d: symbolPath(layer, font * 0.36),
      transform: `translate(${short(font * 0.4)} ${short(-font * 0.3)})`
    });
    const entry = mark + words(text, { x: font, 'font-size': size });
    body.push(moved(x, y, element('g', { fill: theme.roles[layer] }, entry)));
    x += room + font * 1.2;
  }
  const told = about.lines === null ? [] : wrapped(names.lines[about.lines], size, width);
  for (const text of told) {
    y += font * 1.4;
    body.push(words(text, { y, 'font-size': size, fill: theme.faint }));
  }
  return { height: y + font * 0.6, body: body.join('') };
}

function path(d: string, stroke: string, width: number): string {
  return element('path', { d, fill: 'none', stroke, 'stroke-width': width });
}
