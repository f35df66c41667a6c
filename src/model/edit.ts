import type { Rotation, Vector } from '../engine/index.ts';
import type { Spec } from '../format/index.ts';
import type { Place } from './arrange.ts';

/** The matrices that can be edited. */
export type ProjectionName = 'query' | 'key' | 'value' | 'output';

/** The stages that are switched by a value of their own; undefined is what is usual. */
export type Stages = Pick<
  Spec,
  | 'scale'
  | 'temperature'
  | 'softmax'
  | 'mask'
  | 'maskAt'
  | 'positions'
  | 'positionOffset'
  | 'biases'
  | 'norms'
  | 'bias'
  | 'softcap'
  | 'sinks'
  | 'residual'
>;

/** One change that a user makes. */
export type Edit =
  /**
   * Another sentence; words that stay keep their vectors. While it is being typed each state of the line
   * takes the place of the one before: a word that comes back is the one that was there.
   */
  | { readonly type: 'sentence'; readonly sentence: string; readonly typing?: boolean }
  /** Tokens added, removed, renamed or in another order. */
  | { readonly type: 'tokens'; readonly places: readonly Place[] }
  /** A second sequence that answers, as a line of words; null: the tokens answer one another. */
  | { readonly type: 'keys'; readonly line: string | null }
  /** The vector of one token, of the queries or, in cross-attention, of the keys. */
  | {
      readonly type: 'embedding';
      readonly of: 'query' | 'key';
      readonly token: number;
      readonly vector: Vector;
    }
  /** A q, k or v put elsewhere: its projection changes by the least that does it. */
  | {
      readonly type: 'projected';
      readonly role: 'query' | 'key' | 'value';
      readonly head: number;
      readonly token: number;
      readonly vector: Vector;
    }
  /** One number of a projection. */
  | {
      readonly type: 'entry';
      readonly projection: ProjectionName;
      readonly row: number;
      readonly column: number;
      readonly value: number;
    }
  /** Turns and stretches a 2×2 projection until its rotation is this. */
  | { readonly type: 'rotation'; readonly projection: ProjectionName; readonly to: Rotation }
  /** Switches stages of the computation. */
  | { readonly type: 'stages'; readonly stages: Stages }
  /** How many heads split the columns, and how many of them have keys and values of their own. */
  | { readonly type: 'heads'; readonly nHeads: number; readonly nKvHeads: number }
  /** W_O as the identity, or none. */
  | { readonly type: 'mixing'; readonly on: boolean }
  /** Allows or forbids one cell of the mask. */
  | { readonly type: 'maskCell'; readonly query: number; readonly key: number }
  /** Sets one score by hand; null: it is computed again. */
  | {
      readonly type: 'override';
      readonly head: number;
      readonly query: number;
      readonly key: number;
      readonly value: number | null;
    }
  /** One number of the bias of scores; where heads share it, of all of them. */
  | {
      readonly type: 'bias';
      readonly head: number;
      readonly query: number;
      readonly key: number;
      readonly value: number;
    }
  /** One number of the bias of a projection, or of the weight of its norm. */
  | {
      readonly type: 'given';
      readonly of: 'biases' | 'norms';
      readonly projection: ProjectionName;
      readonly column: number;
      readonly value: number;
    }
  /** The tokens drawn anew at random, q and k in so many dimensions each. */
  | { readonly type: 'drawn'; readonly dimensions: number; readonly seed: number }
  /** Another document in the place of this one, such as a preset. */
  | { readonly type: 'replace'; readonly spec: Spec };
