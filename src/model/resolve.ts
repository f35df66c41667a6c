import {
  embedWord,
  isMadeUp,
  tokenize,
  VOCABULARY_DIMENSIONS,
  WORKED_PROJECTIONS
} from '../engine/index.ts';
import type {
  AttentionInput,
  Matrix,
  Norm,
  Norms,
  RecordedHeads,
  Vector
} from '../engine/index.ts';
import { openLayer } from '../format/index.ts';
import type { Spec, SpecNorm, SpecNorms } from '../format/index.ts';

/** A spec with everything filled in that it left out. */
export interface Resolved {
  readonly input: AttentionInput;
  /** For each token: its vector was made up from its letters. */
  readonly madeUp: readonly boolean[];
  /** The same for each key token; `madeUp` itself in self-attention. */
  readonly keyMadeUp: readonly boolean[];
}

interface Words {
  readonly embeddings: Matrix;
  readonly madeUp: readonly boolean[];
}

/**
 * Fills in what a spec leaves out: tokens, the words' vectors, the worked example's projections. Of a model it is
 * the layer that is shown.
 */
export function resolve(document: Spec): Resolved {
  const spec = shownLayer(document);
  return isRecorded(spec) ? resolveRecorded(spec) : resolveComputed(spec);
}

/** The layer of a model that is shown, or what is itself one. */
export function shownLayer(spec: Spec): Spec {
  return openLayer(spec, spec.view?.layer).spec;
}

/** Whether a layer was recorded, as queries and keys or as weights alone. */
export function isRecorded({ query, weights }: Spec): boolean {
  return query !== undefined || weights !== undefined;
}

function resolveRecorded(spec: Spec): Resolved {
  const { tokens = [], keyTokens = null, query, key, value = null, weights } = spec;
  const heads = query && key;
  const none = (of: readonly string[]): Matrix => of.map(() => []);
  const own = tokens.map(() => false);
  return {
    input: {
      ...stagesOf(spec),
      tokens,
      embeddings: none(tokens),
      keyTokens,
      keyEmbeddings: keyTokens && none(keyTokens),
      projections: { query: [], key: [], value: [], output: null },
      ...(heads && { recorded: recordedOf(query, key, value) }),
      weights,
      nHeads: (query ?? weights ?? []).length,
      nKvHeads: key?.length
    },
    madeUp: own,
    keyMadeUp: keyTokens ? keyTokens.map(() => false) : own
  };
}

/** Of the same matrices the same object again. */
function recordedOf(
  query: readonly Matrix[],
  key: readonly Matrix[],
  value: readonly Matrix[] | null
): RecordedHeads {
  const before = recorded.get(query);
  if (before?.key === key && before.value === value) {
    return before;
  }
  const made = { query, key, value };
  recorded.set(query, made);
  return made;
}

const recorded = new WeakMap<readonly Matrix[], RecordedHeads>();

/** What is said of the stages from the scores on. */
function stagesOf(
  spec: Spec
): Pick<
  AttentionInput,
  | 'mask'
  | 'maskAt'
  | 'scale'
  | 'temperature'
  | 'softmax'
  | 'bias'
  | 'softcap'
  | 'sinks'
  | 'overrides'
> {
  const { maskAt, temperature, softmax, bias, softcap, sinks, overrides } = spec;
  const scores = overrides?.scores;
  return {
    mask: spec.mask ?? null,
    scale: spec.scale ?? null,
    ...{ maskAt, temperature, softmax, bias, softcap, sinks, overrides: scores }
  };
}

function resolveComputed(spec: Spec): Resolved {
  const tokens = tokensOf(spec);
  const dModel = dModelOf(spec);
  const words = vectors(tokens, spec.embeddings, dModel);
  const keys = spec.keyTokens ? vectors(spec.keyTokens, spec.keyEmbeddings, dModel) : null;
  const projections = spec.projections ?? WORKED_PROJECTIONS;
  return {
    input: {
      ...stagesOf(spec),
      tokens,
      embeddings: words.embeddings,
      keyTokens: spec.keyTokens ?? null,
      keyEmbeddings: keys?.embeddings ?? null,
      projections: { ...projections, output: projections.output ?? null },
      nHeads: spec.nHeads ?? 1,
      nKvHeads: spec.nKvHeads,
      ...positionsOf(spec),
      positionOffset: spec.positionOffset,
      biases: spec.biases,
      norms: spec.norms && normsOf(spec.norms),
      residual: spec.residual
    },
    madeUp: words.madeUp,
    keyMadeUp: (keys ?? words).madeUp
  };
}

/** How the order is told, and how rotary positions turn where that is said. */
function positionsOf({ positions }: Spec): Pick<AttentionInput, 'positions' | 'rope'> {
  return typeof positions === 'object' && 'rope' in positions
    ? { positions: 'rope', rope: positions.rope }
    : { positions: positions ?? null };
}

/** Norms with what is usual where they leave it out; of the same ones the same objects again. */
function normsOf(norms: SpecNorms): Norms {
  const before = wholeNorms.get(norms);
  if (before) {
    return before;
  }
  const filled = ({ weight, eps = 1e-6, over = 'head' }: SpecNorm): Norm => ({ weight, eps, over });
  const { query, key } = norms;
  const whole = { ...(query && { query: filled(query) }), ...(key && { key: filled(key) }) };
  wholeNorms.set(norms, whole);
  return whole;
}

const wholeNorms = new WeakMap<SpecNorms, Norms>();

/** The tokens that ask. */
export function tokensOf(spec: Spec): readonly string[] {
  return spec.tokens ?? tokenize(spec.sentence ?? '');
}

/** The dimensions of an embedding. */
export function dModelOf(spec: Spec): number {
  const rows = spec.embeddings?.[0] ?? spec.keyEmbeddings?.[0] ?? spec.projections?.query;
  return rows?.length ?? VOCABULARY_DIMENSIONS;
}

/** The vectors given, or the words' own; given ones may still be those made up from the letters. */
function vectors(tokens: readonly string[], given: Matrix | undefined, dModel: number): Words {
  if (given) {
    return { embeddings: given, madeUp: tokens.map((token, t) => wasMadeUp(token, given[t])) };
  }
  const words = tokens.map(token => embedWord(token, dModel));
  return {
    embeddings: words.map(word => word.vector),
    madeUp: words.map(word => word.source === 'made-up')
  };
}

/** Whether a vector is the word's own. An edit leaves most vectors the same objects: of each it is found once. */
function wasMadeUp(word: string, vector: Vector): boolean {
  const before = found.get(vector);
  if (before?.word === word) {
    return before.madeUp;
  }
  const madeUp = isMadeUp(word, vector);
  found.set(vector, { word, madeUp });
  return madeUp;
}

const found = new WeakMap<Vector, { readonly word: string; readonly madeUp: boolean }>();
