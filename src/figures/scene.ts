import type { Layer, Step } from '../format/index.ts';
import type { Basis } from './basis.ts';

/** A place on a plane. */
export type Place = readonly [x: number, y: number];

/** A mark on a plane. */
export interface Point {
  readonly layer: Layer;
  /** Index among the queries' tokens, or among the keys' where `ofKeys`. */
  readonly token: number;
  readonly ofKeys: boolean;
  readonly x: number;
  readonly y: number;
  /** The token. */
  readonly name: string;
  /** What is written beside it, or null where labels would cover one another. */
  readonly label: string | null;
  /** What is written instead where the plane is narrow. */
  readonly short?: string;
  /** It belongs to the token that is asking. */
  readonly chosen: boolean;
  /** It stands behind what the plane is about. */
  readonly faint?: boolean;
  /** Its label alone is seen: an arrow ends there, or the mark is one of its own. */
  readonly bare?: boolean;
  /** How far its label keeps off, in pixels, where that is more than the mark needs. */
  readonly clear?: number;
  /** Where it comes from as the step that makes it begins. */
  readonly start?: Place;
}

/** What tells lines of different meaning apart without their colour. */
export type Dash = 'dot' | 'dash';

/** A line on a plane, in the colour of a role. */
export interface Line {
  readonly role: Layer;
  readonly from: Place;
  readonly to: Place;
  /** In pixels. */
  readonly width: number;
  readonly text: string;
  /** The number that its text ends with: it is written as the theme has it. */
  readonly value?: number;
  readonly arrow?: boolean;
  readonly dash?: Dash;
  /** Where it comes from as the step that makes it begins. */
  readonly start?: readonly [from: Place, to: Place];
}

/** A ring around a mark: the token attends to itself, and the wider, the more. */
export interface Ring {
  readonly role: Layer;
  readonly at: Place;
  /** In pixels. */
  readonly width: number;
  readonly text: string;
}

/** Where the perpendicular from a key stands on the line of the query. */
export interface Foot {
  readonly at: Place;
  readonly text: string;
  readonly start: Place;
}

/** How vectors are laid on a plane, and how much of it is seen; kept while something is dragged. */
export interface Frame {
  readonly basis: Basis;
  /** Both axes reach from −reach to reach. */
  readonly reach: number;
}

/** How vectors are named beside their marks. */
export interface PlaneNames {
  readonly queryOf: (token: string) => string;
  readonly output: string;
  /** The output of a head, counted from 0, before others are added to it. */
  readonly headOutput: (head: number) => string;
}

/** What a new scene takes over from the one before. */
export interface Kept {
  /** While something is dragged, the whole frame. */
  readonly frame?: Frame;
  /** While vectors only move, the directions that are shown. */
  readonly basis?: Basis;
  /** Many of them have moved: the directions stay while they carry nearly as much as when they were chosen. */
  readonly ifEnough?: boolean;
}

/** What the lines of a scene are. */
export type Lines = 'shares' | 'copies' | 'feet' | 'weighted' | 'path' | 'change';

/** What is not drawn, or not as it is: this plane could not show it. */
export type Undrawn = 'bias' | 'dimensions' | 'given' | 'norms' | 'positions' | 'spaces';

/** What a scene is about, for whoever says it in words. */
export interface About {
  readonly lines: Lines | null;
  readonly undrawn: Undrawn | null;
}

/** What is drawn on a plane, before anything draws it. */
export interface Scene {
  readonly points: readonly Point[];
  readonly lines: readonly Line[];
  readonly rings: readonly Ring[];
  readonly feet: readonly Foot[];
  readonly frame: Frame;
  /** The step that it is the act of. */
  readonly step: Step | null;
  readonly about: About;
}

/** Where a label stands beside its mark, in Plotly's words. */
export type Placement =
  | 'top center'
  | 'bottom center'
  | 'middle right'
  | 'middle left'
  | 'top right'
  | 'top left'
  | 'bottom right'
  | 'bottom left';
