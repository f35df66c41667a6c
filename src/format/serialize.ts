import { isMask, lazyRows, mapVector } from '../engine/index.ts';
import type { HeadTrace, Matrix, Trace } from '../engine/index.ts';
import { plainRow, writeFlags, writeNumbers } from './arrays.ts';
import type { Json, JsonObject } from './json.ts';
import { FORMAT, VERSION } from './types.ts';
import type { Spec, SpecProjections, View } from './types.ts';

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

/** How rows are laid out: all at once, or each when it is read. */
type Lay = <T extends Json>(count: number, make: (row: number) => T) => readonly T[];

const atOnce: Lay = (count, make) => Array.from({ length: count }, (_, row) => make(row));
const asRead: Lay = (count, make) => lazyRows(count, make, false);

/** The payload of a trace, as `attention compute` prints it. */
export function serializeTrace(trace: Trace): JsonObject {
  return traceObject(trace, atOnce);
}

/** The same as text, a row of a matrix at a time: at model size all of it is longer than a string can be. */
export function writeTrace(trace: Trace): Iterable<string> {
  return textOf(traceObject(trace, asRead));
}

function traceObject(trace: Trace, lay: Lay): JsonObject {
  const given = (matrix: Matrix) => lay(matrix.length, row => plainRow(matrix[row]));
  return compact({
    format: 'attention-trace',
    version: VERSION,
    tokens: trace.tokens,
    key_tokens: trace.cross ? trace.keyTokens : undefined,
    embeddings: given(trace.embeddings),
    key_embeddings: trace.cross ? given(trace.keyEmbeddings) : undefined,
    positioned: trace.positioned === trace.embeddings ? undefined : given(trace.positioned),
    key_positioned:
      trace.cross && trace.keyPositioned !== trace.keyEmbeddings
        ? given(trace.keyPositioned)
        : undefined,
    scale: trace.scale,
    heads: lay(trace.heads.length, head => headObject(trace.heads[head], lay)),
    concatenated: numbers(trace.concatenated, lay),
    mixed: trace.residual ? numbers(trace.mixed, lay) : undefined,
    output: numbers(trace.output, lay)
  });
}

function headObject(head: HeadTrace, lay: Lay): JsonObject {
  const given = (matrix: Matrix) => lay(matrix.length, row => plainRow(matrix[row]));
  return compact({
    query: given(head.query),
    key: given(head.key),
    value: given(head.value),
    rotated_query: head.rotatedQuery === head.query ? undefined : given(head.rotatedQuery),
    rotated_key: head.rotatedKey === head.key ? undefined : given(head.rotatedKey),
    scores: given(head.scores),
    scaled_scores: given(head.scaledScores),
    bias: head.bias ? given(head.bias) : undefined,
    masked_scores: lay(head.maskedScores.length, row => Array.from(head.maskedScores[row])),
    weights: numbers(head.weights, lay),
    output: numbers(head.output, lay)
  });
}

/** JSON text; what a list of lists or objects holds is written one by one. */
function* textOf(value: Json): Generator<string> {
  if (isList(value) && isNested(value[0])) {
    for (let i = 0; i < value.length; i++) {
      yield i === 0 ? '[' : ',';
      yield* textOf(value[i]);
    }
    yield ']';
  } else if (isNested(value) && !isList(value)) {
    let separator = '{';
    for (const [name, entry] of Object.entries(value)) {
      yield `${separator}${JSON.stringify(name)}:`;
      yield* textOf(entry);
      separator = ',';
    }
    yield separator === '{' ? '{}' : '}';
  } else {
    yield JSON.stringify(value);
  }
}

function isNested(value: Json | undefined): value is readonly Json[] | JsonObject {
  return typeof value === 'object' && value !== null;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
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
function numbers(matrix: Matrix, lay: Lay): Json {
  return lay(matrix.length, row =>
    mapVector(matrix[row], entry => (Number.isFinite(entry) ? entry : null))
  );
}

function compact(object: { readonly [name: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter((entry): entry is [string, Json] => entry[1] !== undefined)
  );
}
