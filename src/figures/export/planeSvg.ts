import { LAYERS } from '../../format/index.ts';
import { axisTitles, ticksOf } from '../axes.ts';
import { placeLabels } from '../labels.ts';
import { ARROW, CHOSEN, FAINT, MARK } from '../plotly.ts';
import type { Line, Placement, Point, Scene } from '../scene.ts';
import { dashOf, symbolPath } from '../symbols.ts';
import type { Theme } from '../theme.ts';
import { ENGLISH } from './options.ts';
import type { FigureOptions, FigureWords } from './options.ts';
import { element, moved, nameFor, short, widthOf, words } from './svg.ts';
import type { Drawing } from './svg.ts';

/** The size of letters, in pixels, that marks, lines and labels on screen go with. */
const SCREEN_FONT = 12;

/** A square that a plane is drawn in, and how its places become points of it. */
interface Square {
  readonly left: number;
  readonly top: number;
  readonly side: number;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  /** Points of a pixel on screen. */
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
    unit: font / SCREEN_FONT
  };
  const below = top + side + font * 3.6;
  const legend = legendOf(scene, theme, font, width - left, names);
  return {
    width,
    height: below + legend.height,
    body: [
      axes(scene, theme, font, square),
      clipped(scene, theme, square),
      marks(scene, theme, font, square),
      moved(left, below, legend.body)
    ].join('')
  };
}

function axes(scene: Scene, theme: Theme, font: number, square: Square): string {
  const { left, top, side, x, y } = square;
  const ticks = ticksOf(scene.frame.reach);
  const [across, up] = axisTitles(scene.frame);
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

/** Lines, which end where the plane does. */
function clipped({ lines }: Scene, theme: Theme, square: Square): string {
  const { left, top, side } = square;
  const drawn = lines.map(line => lineOf(line, theme, square)).join('');
  if (drawn === '') {
    return '';
  }
  const id = nameFor(drawn);
  return [
    element('clipPath', { id }, element('rect', { x: left, y: top, width: side, height: side })),
    element('g', { 'clip-path': `url(#${id})` }, drawn)
  ].join('');
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

type Place = readonly [x: number, y: number];

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
function marks({ points }: Scene, theme: Theme, font: number, square: Square): string {
  const { x, y, left, top, side, unit } = square;
  const labelled = points.filter(({ label }) => label !== null);
  const placed = placeLabels(
    labelled.map(point => ({
      x: (x(point.x) - left) / unit,
      y: (y(point.y) - top) / unit,
      width: widthOf(point.label!, SCREEN_FONT)
    })),
    side / unit
  );
  const placements = new Map(labelled.map((point, i) => [point, placed[i]]));
  return points
    .map(point =>
      element(
        'g',
        {
          fill: theme.roles[point.layer],
          transform: `translate(${short(x(point.x))} ${short(y(point.y))})`
        },
        markOf(point, placements.get(point), font, unit)
      )
    )
    .join('');
}

function markOf(
  { layer, label, chosen }: Point,
  placement: Placement | undefined,
  font: number,
  unit: number
): string {
  const r = ((chosen ? CHOSEN : MARK) / 2) * unit;
  const mark = element('path', { d: symbolPath(layer, r) });
  return label === null || !placement ? mark : mark + labelOf(label, placement, r, font, chosen);
}

function labelOf(
  label: string,
  placement: Placement,
  r: number,
  font: number,
  chosen: boolean
): string {
  const gap = font * 0.25;
  const places = {
    'top center': [0, -r - gap, 'middle'],
    'bottom center': [0, r + gap + font * 0.75, 'middle'],
    'middle right': [r + gap, font * 0.33, 'start'],
    'middle left': [-r - gap, font * 0.33, 'end']
  } as const;
  const [x, y, anchor] = places[placement];
  const weight = chosen ? 'bold' : undefined;
  return words(label, { x, y, 'text-anchor': anchor, 'font-weight': weight });
}

/** What the marks and lines are, on as many lines as it takes. */
function legendOf(
  { points, lines }: Scene,
  theme: Theme,
  font: number,
  width: number,
  names: FigureWords
): Pick<Drawing, 'height' | 'body'> {
  const entries = LAYERS.filter(layer => points.some(point => point.layer === layer)).map(
    layer => ({
      text: names.roles[layer],
      color: theme.roles[layer],
      mark: symbolPath(layer, font * 0.36)
    })
  );
  const wide = lines.some(({ role, width: w, dash }) => role === 'query' && w > 0 && !dash);
  const all = wide ? [...entries, { text: names.lines, color: theme.faint, mark: null }] : entries;
  let [x, y] = [0, 0];
  const body = all.map(({ text, color, mark }) => {
    const room = (mark ? font : 0) + widthOf(text, font * 0.9);
    if (x > 0 && x + room > width) {
      [x, y] = [0, y + font * 1.4];
    }
    const at = x;
    x += room + font * 1.2;
    return moved(
      at,
      y,
      (mark
        ? element('path', {
            d: mark,
            fill: color,
            transform: `translate(${short(font * 0.4)} ${short(-font * 0.3)})`
          })
        : '') + words(text, { x: mark ? font : 0, 'font-size': font * 0.9, fill: color })
    );
  });
  return { height: all.length > 0 ? y + font * 0.6 : 0, body: body.join('') };
}

function path(d: string, stroke: string, width: number): string {
  return element('path', { d, fill: 'none', stroke, 'stroke-width': width });
}
