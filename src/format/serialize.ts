import type { HeadTrace, Matrix, Trace } from '../engine/index.ts';
import { FORMAT, VERSION } from './types.ts';
import type { Spec, View } from './types.ts';

/** A value that JSON can hold. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [name: string]: Json };

/** The payload of a spec: only what it says, in the order of docs/format.md. */
export function serialize(spec: Spec): JsonObject {
  return compact({
    format: FORMAT,
    version: VERSION,
    sentence: spec.sentence,
    tokens: spec.tokens,
    embeddings: spec.embeddings,
    projections: spec.projections && compact({ ...spec.projections }),
    n_heads: spec.nHeads,
    n_kv_heads: spec.nKvHeads,
    mask: spec.mask as Json | undefined,
    mask_at: spec.maskAt,
    scale: spec.scale,
    temperature: spec.temperature,
    softmax: spec.softmax,
    positions: spec.positions,
    position_offset: spec.positionOffset,
    residual: spec.residual,
    overrides: spec.overrides as Json | undefined,
    key_tokens: spec.keyTokens,
    key_embeddings: spec.keyEmbeddings,
    view: spec.view && serializeView(spec.view),
    ...(spec.unknown as JsonObject | undefined)
  });
}

function serializeView({ stepRows, predictions, ...view }: View): Json {
  return compact({
    ...view,
    step_rows: stepRows,
    predictions: predictions?.map(prediction => compact({ ...prediction }))
  });
}

/** The payload of a trace, as `attention compute` prints it. */
export function serializeTrace(trace: Trace): JsonObject {
  return compact({
    format: 'attention-trace',
    version: VERSION,
    tokens: trace.tokens,
    key_tokens: trace.cross ? trace.keyTokens : undefined,
    embeddings: trace.embeddings,
    key_embeddings: trace.cross ? trace.keyEmbeddings : undefined,
    positioned: trace.positioned === trace.embeddings ? undefined : trace.positioned,
    key_positioned:
      trace.cross && trace.keyPositioned !== trace.keyEmbeddings ? trace.keyPositioned : undefined,
    scale: trace.scale,
    heads: trace.heads.map(serializeHead),
    concatenated: numbers(trace.concatenated),
    mixed: trace.residual ? numbers(trace.mixed) : undefined,
    output: numbers(trace.output)
  });
}

function serializeHead(head: HeadTrace): JsonObject {
  return compact({
    query: head.query,
    key: head.key,
    value: head.value,
    rotated_query: head.rotatedQuery === head.query ? undefined : head.rotatedQuery,
    rotated_key: head.rotatedKey === head.key ? undefined : head.rotatedKey,
    scores: head.scores,
    scaled_scores: head.scaledScores,
    bias: head.bias ?? undefined,
    masked_scores: head.maskedScores,
    weights: numbers(head.weights),
    output: numbers(head.output)
  });
}

/** JSON has no NaN and no infinity: what is no number after a naive softmax is null. */
function numbers(matrix: Matrix): Json {
  return matrix.map(row => row.map(entry => (Number.isFinite(entry) ? entry : null)));
}

function compact(object: { readonly [name: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  );
}
