import { hasOutputs, lazyRows, mapVector } from '../engine/index.ts';
import type { HeadTrace, Matrix, Trace, Vector } from '../engine/index.ts';
import { compact } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { VERSION } from './names.ts';
import { plainRow } from './write.ts';

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
    embeddings: trace.known === 'inputs' ? given(trace.embeddings) : undefined,
    key_embeddings:
      trace.cross && trace.known === 'inputs' ? given(trace.keyEmbeddings) : undefined,
    positioned: trace.positioned === trace.embeddings ? undefined : given(trace.positioned),
    key_positioned:
      trace.cross && trace.keyPositioned !== trace.keyEmbeddings
        ? given(trace.keyPositioned)
        : undefined,
    scale: trace.known === 'weights' ? undefined : trace.scale,
    heads: lay(trace.heads.length, head =>
      trace.known === 'weights'
        ? { weights: numbers(trace.heads[head].weights, lay) }
        : headObject(trace.heads[head], lay)
    ),
    concatenated: hasOutputs(trace) ? numbers(trace.concatenated, lay) : undefined,
    mixed: trace.residual ? numbers(trace.mixed, lay) : undefined,
    output: hasOutputs(trace) ? numbers(trace.output, lay) : undefined
  });
}

function headObject(head: HeadTrace, lay: Lay): JsonObject {
  const given = (matrix: Matrix) => lay(matrix.length, row => plainRow(matrix[row]));
  return compact({
    query: given(head.query),
    key: given(head.key),
    value: isThere(head.value) ? given(head.value) : undefined,
    normed_query: head.normedQuery === head.query ? undefined : given(head.normedQuery),
    normed_key: head.normedKey === head.key ? undefined : given(head.normedKey),
    rotated_query: head.rotatedQuery === head.normedQuery ? undefined : given(head.rotatedQuery),
    rotated_key: head.rotatedKey === head.normedKey ? undefined : given(head.rotatedKey),
    scores: given(head.scores),
    scaled_scores: given(head.scaledScores),
    bias: head.bias ? given(head.bias) : undefined,
    capped_scores: head.cappedScores ? given(head.cappedScores) : undefined,
    masked_scores: lay(head.maskedScores.length, row => Array.from(head.maskedScores[row])),
    weights: numbers(head.weights, lay),
    sink_weights: head.sinkWeights ? finite(head.sinkWeights) : undefined,
    output: isThere(head.value) ? numbers(head.output, lay) : undefined
  });
}

/** Whether rows have any number: values that were not recorded have none. */
function isThere([row]: Matrix): boolean {
  return row.length > 0;
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

/** JSON has no NaN and no infinity: what is no number after a naive softmax is null. */
function numbers(matrix: Matrix, lay: Lay): Json {
  return lay(matrix.length, row => finite(matrix[row]));
}

function finite(vector: Vector): readonly (number | null)[] {
  return mapVector(vector, entry => (Number.isFinite(entry) ? entry : null));
}
