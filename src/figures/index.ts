export { ticksOf } from './axes.ts';
export type { Tick } from './axes.ts';
export { basisOf, move, place } from './basis.ts';
export type { Basis } from './basis.ts';
export { COLOR_SCALES, readableColors, scaleColors } from './colorScale.ts';
export { contrast } from './contrast.ts';
export type { ColorScale } from './colorScale.ts';
export { describeAttention } from './describe.ts';
export {
  cellAt,
  cellColors,
  cellsShown,
  cellText,
  isComputed,
  matrixCells,
  shownOf,
  textFits
} from './cells.ts';
export type { CellKind, Cells } from './cells.ts';
export { matrixFigure, matrixPicture } from './matrix.ts';
export { bendOf, POINT, rasterOf, seenCell, shadeAt, shareOf } from './raster.ts';
export type { Block, Raster } from './raster.ts';
export { endsAtOutput, outputsScene } from './outputs.ts';
export { byHand } from './byHand.ts';
export { fallbackHtml, fallbackText } from './fallback.ts';
export { labelledScene, placeLabels, scenePlacements } from './labels.ts';
export type { Label } from './labels.ts';
export { axisTitles, coordinate } from './frame.ts';
export {
  actLayers,
  isAskingAlone,
  layersOf,
  planeLayers,
  shownLayers,
  spaces,
  switched
} from './layers.ts';
export type { PlaneLayers } from './layers.ts';
export { planeFigure, planeScene } from './plane.ts';
export { powerOf, raised } from './power.ts';
export type {
  About,
  Dash,
  Foot,
  Frame,
  Kept,
  Line,
  Place,
  Placement,
  PlaneNames,
  Point,
  Ring,
  Scene
} from './scene.ts';
export {
  ARROW,
  BACK,
  CHOSEN,
  FAINT,
  FOOT,
  labelOffset,
  marginOf,
  MARK,
  markRadius,
  ringRadius
} from './plotly.ts';
export type { Figure } from './plotly.ts';
export { provenance } from './provenance/index.ts';
export type { NumberName, Provenance, ProvenanceWords } from './provenance/index.ts';
export { decimal, digitsApart, literal, percent, separator, short, visible } from './text.ts';
export type { Numerals } from './text.ts';
export { seenName } from './seenName.ts';
export { shownParts, spelled, spoken } from './shown.ts';
export type { Shown } from './shown.ts';
export { labelEvery, labelled, matches, outsideOf } from './size.ts';
export type { Outside } from './size.ts';
export { dashOf, symbolPath } from './symbols.ts';
export { DARK, headColor, LIGHT, PRINT, SYMBOLS } from './theme.ts';
export type { Theme } from './theme.ts';
