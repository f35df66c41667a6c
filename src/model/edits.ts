import type { Rotation, Vector } from '../engine/index.ts';
import { maskParts, tokenize } from '../engine/index.ts';
import type { Spec } from '../format/index.ts';
import { arrange, placesOf } from './arrange.ts';
import type { Place } from './arrange.ts';
import {
  turned,
  withEntry,
  withHeads,
  withMixing,
  withProjected,
  withProjection
} from './projections.ts';
import { keeping } from './keeping.ts';
import { like, replaceAt } from './replace.ts';
import { resolve } from './resolve.ts';
import { withMaskCell, withOverride } from './scores.ts';

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
  | 'residual'
>;

/** One change that a user makes. */
export type Edit =
  /** Another sentence; words that stay keep their vectors. */
  | { readonly type: 'sentence'; readonly sentence: string }
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
  /** Another document in the place of this one, such as a preset. */
  | { readonly type: 'replace'; readonly spec: Spec };

/** The spec after an edit, with all it keeps that is not known here; the spec given is not changed. */
export function applyEdit(spec: Spec, edit: Edit): Spec {
  return keeping(spec, edited(spec, edit));
}

function edited(spec: Spec, edit: Edit): Spec {
  switch (edit.type) {
    case 'sentence':
      return arrange(spec, placesOf(spec, wordsOf(spec, edit.sentence)), edit.sentence);
    case 'tokens':
      return arrange(spec, edit.places);
    case 'keys':
      return withKeys(spec, edit.line);
    case 'embedding':
      return withEmbedding(spec, edit.of, edit.token, edit.vector);
    case 'projected':
      return withProjected(spec, edit);
    case 'entry':
      return withEntry(spec, edit);
    case 'rotation':
      return withProjection(spec, edit.projection, matrix => turned(matrix, edit.to));
    case 'stages':
      return defined({ ...spec, ...edit.stages });
    case 'heads':
      return withHeads(spec, edit.nHeads, edit.nKvHeads);
    case 'mixing':
      return withMixing(spec, edit.on);
    case 'maskCell':
      return withMaskCell(spec, edit);
    case 'override':
      return withOverride(spec, edit);
    case 'replace':
      return { ...edit.spec, ...(spec.view && { view: spec.view }) };
  }
}

/**
 * The words of the line a user typed. Where the payload names its tokens they are taken as they
 * are typed, between white space, so that `<s>` and capitals stay.
 */
export function wordsOf(spec: Spec, line: string): readonly string[] {
  return spec.tokens ? line.split(/\s+/u).filter(word => word !== '') : tokenize(line);
}

/** Without the fields that are undefined: absent is the usual. */
function defined(spec: Spec): Spec {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
}

/** All that was said of the keys by their places is of other keys now. */
function withKeys(spec: Spec, line: string | null): Spec {
  const { keyTokens: _, keyEmbeddings: __, mask, overrides: ___, positions, ...rest } = spec;
  const { padding: ____, ...parts } = maskParts(mask) ?? {};
  const kept = mask === 'causal' ? { mask } : Object.keys(parts).length > 0 ? { mask: parts } : {};
  return {
    ...rest,
    ...kept,
    ...(typeof positions === 'string' && { positions }),
    ...(line !== null && { keyTokens: wordsOf(spec, line) })
  };
}

function withEmbedding(spec: Spec, of: 'query' | 'key', token: number, vector: Vector): Spec {
  const { embeddings, keyEmbeddings } = resolve(spec).input;
  return of === 'key' && keyEmbeddings
    ? { ...spec, keyEmbeddings: replaceAt(keyEmbeddings, token, row => like(row, vector)) }
    : { ...spec, embeddings: replaceAt(embeddings, token, row => like(row, vector)) };
}
