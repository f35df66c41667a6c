import { hasOutputs } from '../../engine/index.ts';
import type { Trace } from '../../engine/index.ts';
import { finished, reached, shownSelection } from '../../model/index.ts';
import type { Selection } from '../../model/index.ts';
import { describeAttention } from '../describe.ts';
import { outputsScene } from '../outputs.ts';
import { planeScene } from '../plane.ts';
import type { Kept, Scene } from '../scene.ts';
import type { Theme } from '../theme.ts';
import { matrixDrawing } from './matrixSvg.ts';
import type { Picture } from './matrixSvg.ts';
import { ENGLISH, FIGURE_THEME, POINTS } from './options.ts';
import type { FigureOptions, FigureWords } from './options.ts';
import { planeDrawing } from './planeSvg.ts';
import { headingsWidth, rowDrawing } from './rowSvg.ts';
import { moved, svgDocument, words } from './svg.ts';
import { titleOf } from './title.ts';
import type { Drawing } from './svg.ts';

/** What of the view can be a figure of its own. */
export const FIGURES = ['stage', 'plane', 'matrix', 'outputs'] as const;
export type FigureName = (typeof FIGURES)[number];

/** The figures that a trace has: of recorded weights there is the matrix alone, without values no outputs. */
export function figuresOf(trace: Trace): readonly FigureName[] {
  return FIGURES.filter(
    name =>
      name === 'matrix' || (trace.known !== 'weights' && (name !== 'outputs' || hasOutputs(trace)))
  );
}

/** What a figure is made from besides the numbers. */
export interface FigureParts {
  readonly options: FigureOptions;
  /** Its colours; those of paper unless given. */
  readonly theme?: Theme;
  /** Makes the cells of a large matrix a picture; without it they are coarser shapes. */
  readonly picture?: Picture | null;
  readonly names?: FigureWords;
  /** The planes as they are seen, so that their directions stay. */
  readonly kept?: { readonly plane?: Kept; readonly outputs?: Kept };
}

/** A figure as SVG text that stands for itself: as wide as asked for in millimetres, its letters in points. */
export function figureSvg(
  name: FigureName,
  trace: Trace,
  selection: Selection,
  parts: FigureParts
): string {
  const shown = shownSelection(trace, selection);
  const drawing = drawings[name](trace, shown, parts, parts.options.width * POINTS);
  return svgDocument(drawing, parts.options, {
    title: `Attention: ${titleOf(trace.tokens)}`,
    description: describeAttention(trace, shown)
  });
}

type Draw = (trace: Trace, selection: Selection, parts: FigureParts, width: number) => Drawing;

const drawings: Readonly<Record<FigureName, Draw>> = {
  stage: stageDrawing,
  plane: (trace, selection, parts, width) =>
    planeOf(planeScene(trace, selection, parts.kept?.plane), parts, width),
  matrix: matrixOf,
  outputs: (trace, selection, parts, width) =>
    finished(trace, selection)
      ? planeOf(outputsScene(trace, selection, parts.kept?.outputs), parts, width)
      : absentOf(selection, parts, width)
};

/** Letters that a width has to have room for so that figures stand side by side. */
const NARROW = 46;

/** The plane, and beside it the matrix with the row that asks under it; one below the other where it is narrow. */
function stageDrawing(
  trace: Trace,
  selection: Selection,
  parts: FigureParts,
  width: number
): Drawing {
  const { options, names = ENGLISH } = parts;
  const { font } = options;
  const gap = font * 2;
  const isNarrow = width < font * NARROW;
  const left = isNarrow ? Math.min(width, font * NARROW * 0.8) : (width - gap) * 0.42;
  const right = isNarrow ? width : width - gap - left;
  const plane = planeOf(planeScene(trace, selection, parts.kept?.plane), parts, left);
  const matrix = matrixWithRow(trace, selection, { ...parts, names }, right);
  const [x, y] = isNarrow ? [0, plane.height + gap] : [left + gap, 0];
  return {
    width,
    height: Math.max(plane.height, y + matrix.height),
    body: plane.body + moved(x, y, matrix.body)
  };
}

function matrixWithRow(
  trace: Trace,
  selection: Selection,
  { options, picture, theme = FIGURE_THEME, names = ENGLISH }: FigureParts,
  width: number
): Drawing {
  const common = { theme, options, width, names };
  const margin = headingsWidth(names, options.font);
  const matrix = matrixDrawing(trace, selection, { ...common, margin, picture });
  if (!reached(selection, 'dot_products')) {
    return matrix;
  }
  const row = rowDrawing(trace, selection, { ...common, grid: matrix.grid });
  return {
    width,
    height: matrix.height + row.height,
    body: matrix.body + moved(0, matrix.height, row.body)
  };
}

function matrixOf(
  trace: Trace,
  selection: Selection,
  { options, picture, theme = FIGURE_THEME, names }: FigureParts,
  width: number
): Drawing {
  return matrixDrawing(trace, selection, { theme, options, width, picture, names });
}

function planeOf(
  scene: Scene,
  { options, theme = FIGURE_THEME, names }: FigureParts,
  width: number
): Drawing {
  return planeDrawing(scene, theme, options, width, names);
}

/** What says why there is nothing to be seen yet. */
function absentOf(
  { covered }: Selection,
  { options: { font }, names = ENGLISH }: FigureParts,
  width: number
): Drawing {
  return {
    width,
    height: font * 4,
    body: words(covered.length > 0 ? names.covered : names.notYet, {
      x: width / 2,
      y: font * 2.3,
      'text-anchor': 'middle',
      fill: FIGURE_THEME.faint
    })
  };
}
