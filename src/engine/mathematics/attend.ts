import { cheapRows } from '../arrays/lazyRows.ts';
import type { Sheet } from '../arrays/tensor.ts';
import type { Matrix, Vector } from '../arrays/vector.ts';
import type { HeadNumbers } from './headInput.ts';
import { factorsOf, withBias, withOnes } from './biases.ts';
import { resolveMask } from './mask.ts';
import { add, columnsOf, concatenateColumns } from './matrix.ts';
import { normed } from './norms.ts';
import type { Norm } from './norms.ts';
import { positionedEmbeddings } from './positioned.ts';
import { alibiBias, alibiSlopes } from './positions.ts';
import { naiveSoftmaxSteps, softmaxSteps } from './softmax.ts';
import type { SoftmaxSteps } from './softmax.ts';
import type { AttentionInput, Trace } from './trace.ts';
import { plainWay } from './way.ts';
import { nothing, recordedWeights, sheetsOf } from './recorded.ts';
import type { Known } from './recorded.ts';
import type { Role, Way } from './way.ts';

/**
 * Multi-head attention with every intermediate.
 *
 * Pure and total: shapes that fit are the caller's care (`parse` in the format sees to it), and
 * input is never changed. Float64 throughout.
 *
 * Sources: Vaswani et al., Attention Is All You Need (2017), section 3.2.2; query heads that share
 * keys and values: Ainslie et al., GQA (2023), section 2.2.
 */
export function attend(input: AttentionInput): Trace {
  return attendBy(input, plainWay());
}

/** The same, in a way of one's choice; the order of the stages is written here alone. */
export function attendBy(input: AttentionInput, way: Way): Trace {
  const { tokens, nHeads, nKvHeads = nHeads, overrides = [] } = input;
  const keyTokens = input.keyTokens ?? tokens;
  const made = projectedBy(input, way);
  const { queries, keys, values, normedQueries, normedKeys } = made;
  const mask = resolveMask(input.mask, tokens.length, keyTokens.length);
  const scale = input.scale ?? defaultScale(queries[0].columns);
  const slopes = input.positions === 'alibi' ? alibiSlopes(nHeads) : null;
  const rules = { ...rulesOf(input), mask, scale, kept: way.computed.kept };
  const heads = queries.map((query, h) => {
    const group = kvHeadOf(h, nHeads, nKvHeads);
    const added = input.bias && (input.bias[h] ?? input.bias[0]);
    const slope = slopes?.[h];
    const head: HeadNumbers = {
      ...rules,
      query,
      key: keys[group],
      normedQuery: normedQueries?.[h],
      normedKey: normedKeys?.[group],
      value: values[group],
      slope,
      added,
      bias: sumOf(
        slope === undefined ? null : alibiBias(tokens.length, keyTokens.length, slope),
        added
      ),
      sink: input.sinks?.[h],
      overrides: overrides.length > 0 ? overrides.filter(({ head }) => head === h) : overrides
    };
    return input.weights ? recordedWeights(head, input.weights[h]) : way.attend(head, h);
  });
  const concatenated = concatenateColumns(heads.map(head => head.output)); // h × [n, d_v] → [n, h·d_v]
  const mixed = mixedBy(way, concatenated, input); // [n, h·d_v] × [h·d_v, d_model] → [n, d_model]
  const { residual = false } = input;
  const output = residual ? add(made.positioned, mixed) : mixed; // [n, d_model] + [n, d_model] → [n, d_model]
  const { positioned, keyPositioned } = made;
  return {
    ...toldOf(input),
    ...{ positioned, keyPositioned, scale, mask, heads, concatenated, mixed, output, residual },
    computed: way.computed
  };
}

/** What the stages of all heads are told alike. */
function rulesOf(input: AttentionInput) {
  const { temperature = 1, softmax = 'stable', maskAt = 'scores', positionOffset = 0 } = input;
  return {
    parts: input.mask,
    maskAt,
    temperature,
    softmax,
    rotateFrom: input.positions === 'rope' ? positionOffset : undefined,
    rope: input.rope,
    softcap: input.softcap
  };
}

/** What a trace says as its input does, with what is usual where that leaves it out. */
function toldOf(input: AttentionInput) {
  const { tokens, embeddings, nHeads, nKvHeads = nHeads, positions = null } = input;
  const { temperature = 1, softmax = 'stable', maskAt = 'scores', positionOffset = 0 } = input;
  const known: Known = input.weights ? 'weights' : input.recorded ? 'heads' : 'inputs';
  return {
    tokens,
    keyTokens: input.keyTokens ?? tokens,
    known,
    embeddings,
    keyEmbeddings: input.keyEmbeddings ?? embeddings,
    positions,
    positionOffset,
    rope: input.rope ?? null,
    projections: input.projections,
    biases: input.biases ?? null,
    norms: input.norms ?? null,
    givenBias: input.bias ?? null,
    softcap: input.softcap ?? null,
    sinks: input.sinks ?? null,
    cross: input.keyTokens !== null,
    temperature,
    softmax,
    maskAt,
    nKvHeads,
    overrides: input.overrides ?? []
  };
}

/** Queries, keys and values of each head, and what they are made from. */
interface Projected {
  /** [n, d_model] and [m, d_model]. */
  readonly positioned: Matrix;
  readonly keyPositioned: Matrix;
  readonly queries: readonly Sheet[];
  readonly keys: readonly Sheet[];
  readonly values: readonly Sheet[];
  readonly normedQueries: readonly Sheet[] | null;
  readonly normedKeys: readonly Sheet[] | null;
}

function projectedBy(input: AttentionInput, way: Way): Projected {
  const { embeddings, nHeads, nKvHeads = nHeads } = input;
  const positioned = positionedEmbeddings(embeddings, input);
  const keyPositioned = input.keyEmbeddings
    ? positionedEmbeddings(input.keyEmbeddings, input)
    : positioned;
  if (input.recorded || input.weights) {
    return { positioned, keyPositioned, ...recordedOf(input) };
  }
  const project = (role: Role, count: number) => {
    const { x, weights } = factorsOf(input, role);
    return way.project(role, x, weights, count);
  };
  const queries = project('query', nHeads); // [n, d_model] × [d_model, h·d_k] → h × [n, d_k]
  const keys = project('key', nKvHeads); // [m, d_model] × [d_model, g·d_k] → g × [m, d_k]
  const values = project('value', nKvHeads); // [m, d_model] × [d_model, g·d_v] → g × [m, d_v]
  const normedQueries = withNorm(queries, input.norms?.query); // h × [n, d_k] → h × [n, d_k]
  const normedKeys = withNorm(keys, input.norms?.key); // g × [m, d_k] → g × [m, d_k]
  return { positioned, keyPositioned, queries, keys, values, normedQueries, normedKeys };
}

/** Heads as they were recorded; without a column where they were not. */
function recordedOf({
  tokens,
  keyTokens,
  recorded,
  nHeads,
  nKvHeads = nHeads
}: AttentionInput): Omit<Projected, 'positioned' | 'keyPositioned'> {
  const none = (heads: number, rows: number) => Array<Sheet>(heads).fill(nothing(rows));
  const m = (keyTokens ?? tokens).length;
  return {
    queries: recorded ? sheetsOf(recorded.query) : none(nHeads, tokens.length),
    keys: recorded ? sheetsOf(recorded.key) : none(nKvHeads, m),
    values: recorded?.value ? sheetsOf(recorded.value) : none(nKvHeads, m),
    normedQueries: null,
    normedKeys: null
  };
}

function withNorm(heads: readonly Sheet[], norm: Norm | undefined): readonly Sheet[] | null {
  return norm ? normed(heads, norm) : null;
}

/** What distance adds, and what was given, [n, m]; null where there is neither. */
function sumOf(alibi: Matrix | null, added: Matrix | undefined): Matrix | null {
  if (!alibi || !added) {
    return alibi ?? added ?? null;
  }
  return cheapRows<Vector>(added.length, added[0].length, query =>
    Float64Array.from(added[query], (entry, key) => alibi[query][key] + entry)
  );
}

/** The heads' outputs side by side × W_O, with its bias; or as they are. */
function mixedBy(
  way: Way,
  concatenated: Matrix,
  { projections: { output }, biases }: AttentionInput
): Matrix {
  if (!output) {
    return concatenated;
  }
  return biases?.output
    ? way.mix(withOnes(concatenated), withBias(output, biases.output))
    : way.mix(concatenated, output);
}

/** The head of keys and values that a query head reads: equal runs of query heads share one. */
export function kvHeadOf(head: number, nHeads: number, nKvHeads: number): number {
  return Math.floor(head / (nHeads / nKvHeads));
}

/** Whether a score was set by hand. */
export function isOverridden(trace: Trace, head: number, query: number, key: number): boolean {
  return trace.overrides.some(
    score => score.head === head && score.query === query && score.key === key
  );
}

/** What the softmax of one row computed on its way, stable or naive as the trace has it. */
export function softmaxStepsOf(trace: Trace, head: number, query: number): SoftmaxSteps {
  const { maskedScores, sink } = trace.heads[head];
  const row = maskedScores[query];
  return trace.softmax === 'naive' ? naiveSoftmaxSteps(row, sink) : softmaxSteps(row, sink);
}

/** Equal runs of columns, one a head: [n, h·d] → h × [n, d]. */
export function splitHeads(matrix: Matrix, nHeads: number): readonly Matrix[] {
  const width = matrix[0].length / nHeads;
  return Array.from({ length: nHeads }, (_, h) => columnsOf(matrix, h * width, (h + 1) * width));
}

/** 1/√d_k keeps the variance of a score near 1 (Vaswani et al. 2017, section 3.2.1, note 4). */
export function defaultScale(dK: number): number {
  return 1 / Math.sqrt(dK);
}
