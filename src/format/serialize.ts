import { isMask, mapVector } from '../engine/index.ts';
import type { HeadTrace, Matrix, Trace } from '../engine/index.ts';
import { plain, writeFlags, writeNumbers } from './arrays.ts';
import { FORMAT, VERSION } from './types.ts';
import type { Spec, SpecProjections, View } from './types.ts';

/** A value that JSON can hold. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [name: string]: Json };

/**
 * The payload of a spec: only what it says, in the order of docs/format.md. Arrays of many numbers go
 * as bytes, and what came as bytes goes as it came.
 */
export function serialize(spec: Spec): JsonObject {
  return compact({
    format: FORMAT,
    version: VERSION,
    sentence: spec.sentence,
    tokens: spec.tokens,
    embeddings: spec.embeddings && writeNumbers(spec.embeddings),
    projections: spec.projections && serializeProjections(spec.projections),
    n_heads: spec.nHeads,
    n_kv_heads: spec.nKvHeads,
    mask: isMask(spec.mask) ? writeFlags(spec.mask) : (spec.mask as Json | undefined),
    mask_at: spec.maskAt,
    scale: spec.scale,
    temperature: spec.temperature,
    softmax: spec.softmax,
    positions: typeof spec.positions === 'object' ? writeNumbers(spec.positions) : spec.positions,
    position_offset: spec.positionOffset,
    residual: spec.residual,
    overrides: spec.overrides as Json | undefined,
    key_tokens: spec.keyTokens,
    key_embeddings: spec.keyEmbeddings && writeNumbers(spec.keyEmbeddings),
    view: spec.view && serializeView(spec.view),
    ...(spec.unknown as JsonObject | undefined)
  });
}

function serializeView({ stepRows, predictions, window, ...view }: View): Json {
  return compact({
    ...view,
    step_rows: stepRows,
    predictions: predictions?.map(prediction => compact({ ...prediction })),
    window: window && compact({ ...window })
  });
}

/** The payload of a trace, as `attention compute` prints it. */
export function serializeTrace(trace: Trace): JsonObject {
  return compact({
    format: 'attention-trace',
    version: VERSION,
    tokens: trace.tokens,
    key_tokens: trace.cross ? trace.keyTokens : undefined,
    embeddings: plain(trace.embeddings),
    key_embeddings: trace.cross ? plain(trace.keyEmbeddings) : undefined,
    positioned: trace.positioned === trace.embeddings ? undefined : plain(trace.positioned),
    key_positioned:
      trace.cross && trace.keyPositioned !== trace.keyEmbeddings
        ? plain(trace.keyPositioned)
        : undefined,
    scale: trace.scale,
    heads: trace.heads.map(serializeHead),
    concatenated: numbers(trace.concatenated),
    mixed: trace.residual ? numbers(trace.mixed) : undefined,
    output: numbers(trace.output)
  });
}

function serializeHead(head: HeadTrace): JsonObject {
  return compact({
    query: plain(head.query),
    key: plain(head.key),
    value: plain(head.value),
    rotated_query: head.rotatedQuery === head.query ? undefined : plain(head.rotatedQuery),
    rotated_key: head.rotatedKey === head.key ? undefined : plain(head.rotatedKey),
    scores: plain(head.scores),
    scaled_scores: plain(head.scaledScores),
    bias: head.bias ? plain(head.bias) : undefined,
    masked_scores: head.maskedScores.map(row => Array.from(row)),
    weights: numbers(head.weights),
    output: numbers(head.output)
  });
}

function serializeProjections({ query, key, value, output }: SpecProjections): JsonObject {
  return compact({
    query: query && writeNumbers(query),
    key: key && writeNumbers(key),
    value: value && writeNumbers(value),
    output: output && writeNumbers(output)
  });
}

/** JSON has no NaN and no infinity: what is no number after a naive softmax is null. */
function numbers(matrix: Matrix): Json {
  return matrix.map(row => mapVector(row, entry => (Number.isFinite(entry) ? entry : null)));
}

function compact(object: { readonly [name: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  );
}
