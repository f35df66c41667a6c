import type { Vector } from '../engine/index.ts';
import { maskParts, tokenize } from '../engine/index.ts';
import { problemAt, tell, withLayer } from '../format/index.ts';
import type { Problem, Spec } from '../format/index.ts';
import { arrange, placesOf } from './arrange.ts';
import { withDrawn } from './drawn.ts';
import type { Edit, Stages } from './edit.ts';
import {
  projectionsOf,
  turned,
  withEntry,
  withHeads,
  withMixing,
  withProjected,
  withProjection
} from './projections.ts';
import { withBias, withGiven } from './given.ts';
import { keeping } from './keeping.ts';
import { like, replaceAt } from './replace.ts';
import { resolve, shownLayer } from './resolve.ts';
import { withMaskCell, withOverride } from './scores.ts';

/** Edits of what was recorded: its tokens, and what its vectors were made from, stay as they were. */
const OF_HEADS: readonly Edit['type'][] = [
  'projected',
  'stages',
  'maskCell',
  'override',
  'bias',
  'replace'
];

/** Why an edit cannot be made, whatever it says, or nothing. */
export function fixedProblems(document: Spec, edit: Edit): readonly Problem[] {
  const spec = shownLayer(document);
  const isFixed =
    (spec.weights && edit.type !== 'replace') || (spec.query && !OF_HEADS.includes(edit.type));
  return isFixed ? [problemAt(spec.weights ? '$.weights' : '$.query', tell('fixed'))] : [];
}

/**
 * The spec after an edit, with all it keeps that is not known here; the spec given is not changed. Of a model the
 * layer that is shown is edited.
 */
export function applyEdit(spec: Spec, edit: Edit): Spec {
  if (fixedProblems(spec, edit).length > 0) {
    return spec;
  }
  if (spec.layers && edit.type !== 'replace') {
    const { view, lesson } = spec;
    const alone = shownLayer(spec);
    const next = applyEdit({ ...alone, ...(view && { view }), ...(lesson && { lesson }) }, edit);
    return withLayer(spec, layerAt(spec), next);
  }
  const next = edited(spec, edit);
  // Another document has parts of its own; of this one goes on what is said of the whole.
  return edit.type === 'replace'
    ? { ...next, ...(spec.unknown && { unknown: { ...spec.unknown, ...next.unknown } }) }
    : keeping(spec, next);
}

/** The layer that is shown, counted from 0; past the end the first. */
export function layerAt({ layers = [], view }: Spec): number {
  const layer = view?.layer ?? 0;
  return layer < layers.length ? layer : 0;
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
      return withStages(spec, edit.stages);
    case 'heads':
      return withHeads(spec, edit.nHeads, edit.nKvHeads);
    case 'mixing':
      return withMixing(spec, edit.on);
    case 'maskCell':
      return withMaskCell(spec, edit);
    case 'override':
      return withOverride(spec, edit);
    case 'bias':
      return withBias(spec, edit);
    case 'given':
      return withGiven(spec, edit);
    case 'drawn':
      return withDrawn(spec, edit.dimensions, edit.seed);
    case 'replace':
      return {
        ...edit.spec,
        ...(spec.view && { view: spec.view }),
        ...(spec.lesson && { lesson: spec.lesson })
      };
  }
}

/**
 * The words of the line a user typed. Where the payload names its tokens they are taken as they
 * are typed, between white space, so that `<s>` and capitals stay.
 */
export function wordsOf(spec: Spec, line: string): readonly string[] {
  return spec.tokens ? line.split(/\s+/u).filter(word => word !== '') : tokenize(line);
}

/** What belongs to projections is said beside them: those that the spec left out are written down. */
function withStages(spec: Spec, stages: Stages): Spec {
  const belongs = (stages.biases ?? stages.norms) !== undefined;
  const projections = belongs && !spec.query && { projections: projectionsOf(spec) };
  return defined({ ...spec, ...projections, ...stages });
}

/** Without the fields that are undefined: absent is the usual. */
function defined(spec: Spec): Spec {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
}

/** All that was said of the keys by their places is of other keys now. */
function withKeys(spec: Spec, line: string | null): Spec {
  const { keyTokens: _, keyEmbeddings: __, mask, overrides: ___, bias: ____, ...others } = spec;
  const { positions, ...rest } = others;
  const { padding: _____, ...parts } = maskParts(mask) ?? {};
  const kept = mask === 'causal' ? { mask } : Object.keys(parts).length > 0 ? { mask: parts } : {};
  return {
    ...rest,
    ...kept,
    ...(positions !== undefined && !Array.isArray(positions) && { positions }),
    ...(line !== null && { keyTokens: wordsOf(spec, line) })
  };
}

function withEmbedding(spec: Spec, of: 'query' | 'key', token: number, vector: Vector): Spec {
  const { embeddings, keyEmbeddings } = resolve(spec).input;
  return of === 'key' && keyEmbeddings
    ? { ...spec, keyEmbeddings: replaceAt(keyEmbeddings, token, row => like(row, vector)) }
    : { ...spec, embeddings: replaceAt(embeddings, token, row => like(row, vector)) };
}
