import { embedWord, rotation, rotationOf, matmul, multiply, tokenize } from '../engine/index.ts';
import type { Matrix, Rotation, Vector } from '../engine/index.ts';
import type { Spec, SpecProjections } from '../format/index.ts';
import { dModelOf, resolve, tokensOf } from './resolve.ts';

/** The matrices that can be edited. */
export type ProjectionName = 'query' | 'key' | 'value' | 'output';

/** One change that a user makes. */
export type Edit =
  /** Another sentence; words that stay keep their vectors. */
  | { readonly type: 'sentence'; readonly sentence: string }
  /** The vector of one token, of the queries or, in cross-attention, of the keys. */
  | {
      readonly type: 'embedding';
      readonly of: 'query' | 'key';
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
  | { readonly type: 'rotation'; readonly projection: ProjectionName; readonly to: Rotation };

/** The spec after an edit; the spec given is not changed. */
export function applyEdit(spec: Spec, edit: Edit): Spec {
  switch (edit.type) {
    case 'sentence':
      return withSentence(spec, edit.sentence);
    case 'embedding':
      return withEmbedding(spec, edit.of, edit.token, edit.vector);
    case 'entry':
      return withProjection(spec, edit.projection, matrix =>
        replaceAt(matrix, edit.row, row => replaceAt(row, edit.column, () => edit.value))
      );
    case 'rotation':
      return withProjection(spec, edit.projection, matrix => turned(matrix, edit.to));
  }
}

/**
 * The words of the line a user typed. Where the payload names its tokens they are taken as they
 * are typed, between white space, so that `<s>` and capitals stay.
 */
export function wordsOf(spec: Spec, line: string): readonly string[] {
  return spec.tokens ? line.split(/\s+/u).filter(word => word !== '') : tokenize(line);
}

function withSentence(spec: Spec, line: string): Spec {
  const words = wordsOf(spec, line);
  const source = spec.tokens ? { tokens: words } : { sentence: line };
  const embeddings = spec.embeddings && keptVectors(spec, spec.embeddings, words);
  return withoutStale({ ...spec, ...source, ...(embeddings && { embeddings }) }, words.length);
}

/** Vectors for new words: those of the same words before, in turn, else the words' own. */
function keptVectors(spec: Spec, embeddings: Matrix, words: readonly string[]): Matrix {
  const left = new Map<string, Vector[]>();
  tokensOf(spec).forEach((token, t) => {
    left.set(token, [...(left.get(token) ?? []), embeddings[t]]);
  });
  const dModel = dModelOf(spec);
  return words.map(word => left.get(word)?.shift() ?? embedWord(word, dModel).vector);
}

/** What was said of other tokens, by their places, says nothing about these. */
function withoutStale(spec: Spec, tokens: number): Spec {
  const { mask, positions, overrides: _, ...rest } = spec;
  const keys = spec.keyTokens?.length ?? tokens;
  const keptPositions =
    typeof positions === 'object' && positions.length !== Math.max(tokens, keys)
      ? {}
      : { positions };
  return { ...rest, ...keptMask(mask, tokens, keys), ...(positions && keptPositions) };
}

function keptMask(mask: Spec['mask'], tokens: number, keys: number): Pick<Spec, 'mask'> {
  if (typeof mask !== 'object') {
    return mask ? { mask } : {};
  }
  if ('length' in mask) {
    return mask.length === tokens && mask[0].length === keys ? { mask } : {};
  }
  const { padding, ...parts } = mask;
  return { mask: padding?.length === keys ? mask : parts };
}

function withEmbedding(spec: Spec, of: 'query' | 'key', token: number, vector: Vector): Spec {
  const { embeddings, keyEmbeddings } = resolve(spec).input;
  return of === 'key' && keyEmbeddings
    ? { ...spec, keyEmbeddings: replaceAt(keyEmbeddings, token, () => vector) }
    : { ...spec, embeddings: replaceAt(embeddings, token, () => vector) };
}

function withProjection(
  spec: Spec,
  name: ProjectionName,
  change: (matrix: Matrix) => Matrix
): Spec {
  const { query, key, value, output } = resolve(spec).input.projections;
  const projections: SpecProjections = { query, key, value, ...(output && { output }) };
  const matrix = projections[name];
  return matrix ? { ...spec, projections: { ...projections, [name]: change(matrix) } } : spec;
}

function turned(matrix: Matrix, to: Rotation): Matrix {
  const from = rotationOf(matrix);
  if (from === null || from.stretch === 0) {
    return rotation(to.degrees, to.stretch);
  }
  const turn = matmul(matrix, rotation(to.degrees - from.degrees)); // [2, 2] × [2, 2] → [2, 2]
  return multiply(turn, to.stretch / from.stretch);
}

function replaceAt<T>(list: readonly T[], index: number, change: (entry: T) => T): readonly T[] {
  return list.map((entry, i) => (i === index ? change(entry) : entry));
}
