import type { Sheet } from '../arrays/tensor.ts';
import type { Matrix } from '../arrays/vector.ts';
import type { Mask, MaskParts } from './mask.ts';
import type { Rope } from './rope.ts';

/** A score set by hand, in place of q·k. */
export interface ScoreOverride {
  readonly head: number;
  readonly query: number;
  readonly key: number;
  readonly value: number;
}

/** What one head computes attention from. */
export interface HeadInput {
  /** [query, d_k]. */
  readonly query: Matrix;
  /** [key, d_k]. */
  readonly key: Matrix;
  /** [key, d_v]. */
  readonly value: Matrix;
  /** [query, key], true = may attend, or null. */
  readonly mask: Mask | null;
  readonly maskAt?: 'scores' | 'weights';
  readonly scale: number;
  readonly temperature?: number;
  readonly softmax?: 'stable' | 'naive';
  /** Rotary positions start here; none are used unless given. */
  readonly rotateFrom?: number;
  readonly rope?: Rope;
  /** What is added to the scaled scores, [query, key]. */
  readonly bias?: Matrix | null;
  /** What scores with their bias stay below. */
  readonly softcap?: number | null;
  /** A logit that joins the softmax and takes weight that no key gets. */
  readonly sink?: number | null;
  /** Scores of this head set by hand. */
  readonly overrides?: readonly ScoreOverride[];
}

/** The numbers of a head's inputs, each in one piece. */
export interface HeadNumbers extends Omit<HeadInput, 'query' | 'key' | 'value'> {
  /** The mask as it was given, and ALiBi's slope: what `mask` and `bias` are made from. */
  readonly parts?: 'causal' | Mask | MaskParts | null;
  readonly slope?: number;
  /** What of `bias` was given. */
  readonly added?: Matrix | null;
  /** Queries and keys after their norm, before they are turned. */
  readonly normedQuery?: Sheet;
  readonly normedKey?: Sheet;
  /** Rows that were made stay, unless this is false. */
  readonly kept?: boolean;
  readonly query: Sheet;
  readonly key: Sheet;
  readonly value: Sheet;
}
