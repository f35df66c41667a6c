import type { HeadTrace, Trace } from '../engine/index.ts';
import { FORMAT, VERSION } from './types.ts';
import type { Spec } from './types.ts';

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
    mask: spec.mask,
    scale: spec.scale,
    key_tokens: spec.keyTokens,
    key_embeddings: spec.keyEmbeddings,
    view: spec.view && compact({ ...spec.view }),
    ...(spec.unknown as JsonObject | undefined)
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
    scale: trace.scale,
    heads: trace.heads.map(serializeHead),
    concatenated: trace.concatenated,
    output: trace.output
  });
}

function serializeHead(head: HeadTrace): JsonObject {
  return {
    query: head.query,
    key: head.key,
    value: head.value,
    scores: head.scores,
    scaled_scores: head.scaledScores,
    masked_scores: head.maskedScores,
    weights: head.weights,
    output: head.output
  };
}

function compact(object: { readonly [name: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  );
}
