import type { Layer } from '../format/index.ts';
import type { Basis } from './basis.ts';

/** A mark on a plane. */
export interface Point {
  readonly layer: Layer;
  /** Index among the queries' tokens, or among the keys' where `ofKeys`. */
  readonly token: number;
  readonly ofKeys: boolean;
  readonly x: number;
  readonly y: number;
  /** The token, or null where labels would cover one another. */
  readonly label: string | null;
  /** It belongs to the token that is asking. */
  readonly chosen: boolean;
}

/** What tells lines of different meaning apart without their colour. */
export type Dash = 'dot' | 'dash';

/** A line on a plane, in the colour of a role. */
export interface Line {
  readonly role: Layer;
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
  /** In pixels. */
  readonly width: number;
  readonly text: string;
  readonly arrow?: boolean;
  readonly dash?: Dash;
}

/** How vectors are laid on a plane, and how much of it is seen; kept while something is dragged. */
export interface Frame {
  readonly basis: Basis;
  /** Both axes reach from −reach to reach. */
  readonly reach: number;
}

/** What a new scene takes over from the one before. */
export interface Kept {
  /** While something is dragged, the whole frame. */
  readonly frame?: Frame;
  /** While vectors only move, the directions that are shown. */
  readonly basis?: Basis;
}

/** What is drawn on a plane, before anything draws it. */
export interface Scene {
  readonly points: readonly Point[];
  readonly lines: readonly Line[];
  readonly frame: Frame;
}

/** Where a label stands beside its mark, in Plotly's words. */
export type Placement = 'top center' | 'bottom center' | 'middle right' | 'middle left';
