export { basisOf, move, place } from './basis.ts';
export type { Basis } from './basis.ts';
export { planeFigure, planeScene, spaces } from './plane.ts';
export type { Line, Point, Scene } from './plane.ts';
export { MARGIN } from './plotly.ts';
export type { Figure } from './plotly.ts';
export { decimal, literal, percent, visible } from './text.ts';
export { DARK, LIGHT, SYMBOLS } from './theme.ts';
export type { Theme } from './theme.ts';
