import { SCHEMA } from './description.ts';

export const MIME_TYPE = 'application/vnd.attention.v1+json';
export const FORMAT = SCHEMA.properties.format.const;
export const VERSION = SCHEMA.properties.version.const;

const VIEW = SCHEMA.properties.view.properties;

/** The stages of the attention matrix, by their names in JSON, in the order of computation. */
export const STAGES = VIEW.stage.enum;
export type Stage = (typeof STAGES)[number];

/** The layers of the plane, in drawing order. */
export const LAYERS = VIEW.layers.items.enum;
export type Layer = (typeof LAYERS)[number];

/** The parts of the view that fold, in reading order. */
export const PANES = SCHEMA.$defs.pane.enum;
export type PaneName = (typeof PANES)[number];

/** From which step on numbers are covered with a part. */
export const COVERS: Readonly<Record<PaneName, Step>> = SCHEMA.$defs.pane.covers;

/** What can stand beside the figures, one at a time; `none`: they take its room. */
export const RAILS = VIEW.rail.enum;
export type RailName = (typeof RAILS)[number];

/** What the full colour of the matrix can stand for. */
export const SHADINGS = VIEW.shading.enum;
export type Shading = (typeof SHADINGS)[number];

/** How much of the arithmetic is written out. */
export const ARITHMETICS = VIEW.arithmetic.enum;
export type Arithmetic = (typeof ARITHMETICS)[number];

/** What the text can be shaded by. */
export const READINGS = VIEW.reading.enum;
export type Reading = (typeof READINGS)[number];

/** What can be drawn besides, to see why. */
export const GEOMETRY = VIEW.geometry.items.enum;
export type Geometry = (typeof GEOMETRY)[number];

const LESSON = SCHEMA.properties.lesson.properties;

/** What a statement of a lesson can be about. */
export const QUANTITIES = SCHEMA.$defs.statement.properties.about.enum;
export type QuantityName = (typeof QUANTITIES)[number];

/** What a step of a lesson can leave to be edited. */
export const TOUCHED = LESSON.steps.items.properties.touch.items.enum;
export type Touched = (typeof TOUCHED)[number];

/** The steps of attention, in the order of computation. */
export const STEPS = VIEW.step.enum;
export type Step = (typeof STEPS)[number];

/** Schemes of positions that need no numbers of their own. */
export const POSITIONS = SCHEMA.properties.positions.anyOf[1].enum;
export type PositionScheme = (typeof POSITIONS)[number];
