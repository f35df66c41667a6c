import { isOverridden, kvHeadOf, softmaxStepsOf } from '../engine/index.ts';
import type { Matrix, Trace, Vector } from '../engine/index.ts';
import type { Selection } from '../model/index.ts';
import { decimal, visible } from './text.ts';

/**
 * The name of a number on screen: what it is and where, as `query:2:0` (row, column). Entries of
 * `w_q`, `w_k`, `w_v`; of embeddings (`keys` those of a second sequence), `query`, `key`, `value`;
 * of `scores`, `scaled_scores`, `masked_scores`, `weights`; for the query that is asking of
 * `exponential` and `weighted` (key, component); of the head's `output`.
 */
export type NumberName = `${string}:${number}:${number}`;

/** What made a number: the numbers themselves, and the arithmetic in words and figures. */
export interface Provenance {
  readonly sources: readonly NumberName[];
  readonly text: string;
}

/** More terms than these are cut in the middle of a sum. */
const TERMS = 8;

/** Where a number comes from, or null where there is no such number. */
export function provenance(
  trace: Trace,
  selection: Selection,
  name: NumberName,
  decimals: number
): Provenance | null {
  const [kind, row, column] = name.split(':');
  const maker = makers[kind];
  const at: At = { trace, selection, row: Number(row), column: Number(column), decimals };
  return maker && exists(at, kind) ? maker(at) : null;
}

interface At {
  readonly trace: Trace;
  readonly selection: Selection;
  readonly row: number;
  readonly column: number;
  readonly decimals: number;
}

const makers: Readonly<Partial<Record<string, (at: At) => Provenance>>> = {
  w_q: () => given('An entry of W_Q: it is an input.'),
  w_k: () => given('An entry of W_K: it is an input.'),
  w_v: () => given('An entry of W_V: it is an input.'),
  embeddings: () => given('A component of the embedding: it is an input.'),
  keys: () => given('A component of the embedding: it is an input.'),
  query: at => projected(at, 'query', 'w_q'),
  key: at => projected(at, 'key', 'w_k'),
  value: at => projected(at, 'value', 'w_v'),
  scores,
  scaled_scores: scaled,
  masked_scores: masked,
  exponential,
  weights,
  weighted,
  output
};

function given(text: string): Provenance {
  return { sources: [], text };
}

function exists({ trace, selection, row, column }: At, kind: string): boolean {
  const head = trace.heads[selection.head];
  const pairs = { scores: 1, scaled_scores: 1, masked_scores: 1, weights: 1 };
  if (kind in pairs) {
    return row < trace.tokens.length && column < trace.keyTokens.length;
  }
  const rows: Record<string, Matrix> = {
    query: head.query,
    key: head.key,
    value: head.value,
    output: head.output,
    weighted: head.value
  };
  return !(kind in rows) || column < (rows[kind][row]?.length ?? 0);
}

/** An entry of q, k or v: a row of X times a column of its matrix. */
function projected(at: At, role: 'query' | 'key' | 'value', w: 'w_q' | 'w_k' | 'w_v'): Provenance {
  const { trace, selection, row, column } = at;
  const { head } = selection;
  const vector = trace.heads[head][role][row];
  const group = role === 'query' ? head : kvHeadOf(head, trace.heads.length, trace.nKvHeads);
  const c = group * vector.length + column;
  const x = role === 'query' ? trace.positioned[row] : trace.keyPositioned[row];
  const entries = trace.projections[role].map(entry => entry[c]);
  const words = role !== 'query' && trace.cross ? 'keys' : 'embeddings';
  return {
    sources: x.flatMap((_, r) => [`${words}:${row}:${r}`, `${w}:${r}:${c}`] as NumberName[]),
    text: `${sumOfProducts(x, entries, at)} = ${show(vector[column], at)}`
  };
}

function scores(at: At): Provenance {
  const { trace, selection, row, column } = at;
  const { head } = selection;
  const { rotatedQuery, rotatedKey, query, key, scores: values } = trace.heads[head];
  if (isOverridden(trace, head, row, column)) {
    return given(`${show(values[row][column], at)}: this score was set by hand.`);
  }
  const turned = rotatedQuery === query ? '' : 'q and k turned by their positions: ';
  const product = sumOfProducts(rotatedQuery[row], rotatedKey[column], at);
  return {
    sources: [...components('query', row, query[row]), ...components('key', column, key[column])],
    text: `q·k: ${turned}${product} = ${show(values[row][column], at)}`
  };
}

function scaled(at: At): Provenance {
  const { trace, selection, row, column } = at;
  const { scores: values, scaledScores } = trace.heads[selection.head];
  return {
    sources: [`scores:${row}:${column}`],
    text: `${show(values[row][column], at)} × ${show(trace.scale, at, 1)} = ${show(scaledScores[row][column], at)}`
  };
}

function masked(at: At): Provenance {
  const { trace, selection, row, column } = at;
  const { scaledScores, bias, maskedScores } = trace.heads[selection.head];
  const value = maskedScores[row][column];
  const distance = bias ? ` + ${show(bias[row][column], at)} for distance` : '';
  const tempered = trace.temperature === 1 ? '' : ` ÷ ${show(trace.temperature, at)}`;
  const sources: NumberName[] = [`scaled_scores:${row}:${column}`];
  return value === null
    ? { sources, text: 'The mask forbids this cell: its score counts as −∞.' }
    : {
        sources,
        text: `(${show(scaledScores[row][column], at)}${distance})${tempered} = ${show(value, at)}`
      };
}

function exponential(at: At): Provenance {
  const { trace, selection, row } = at;
  const { query } = selection;
  const steps = softmaxStepsOf(trace, selection.head, query);
  const score = trace.heads[selection.head].maskedScores[query][row];
  const sources: NumberName[] = [`masked_scores:${query}:${row}`];
  if (score === null) {
    return { sources, text: 'Masked: exp(−∞) = 0' };
  }
  const inner =
    trace.softmax === 'naive' ? show(score, at) : `${show(score, at)} − ${show(steps.max, at)}`;
  return { sources, text: `exp(${inner}) = ${show(steps.exponentials[row], at, 1)}` };
}

function weights(at: At): Provenance {
  const { trace, selection, row, column } = at;
  const steps = softmaxStepsOf(trace, selection.head, row);
  const weight = trace.heads[selection.head].weights[row][column];
  const lost = trace.maskAt === 'weights' && trace.mask?.[row][column] === false;
  const share = `exp ${show(steps.exponentials[column], at, 1)} ÷ the row’s sum ${show(steps.sum, at, 1)}`;
  const all = steps.exponentials.map((_, key): NumberName => `exponential:${key}:0`);
  return {
    sources: [`masked_scores:${row}:${column}`, ...(row === selection.query ? all : [])],
    text: lost ? `${share}, then masked: 0` : `${share} = ${show(weight, at, 1)}`
  };
}

/** One component of weight × value. */
function weighted(at: At): Provenance {
  const { trace, selection, row, column } = at;
  const { query, head } = selection;
  const { weights: rows, value } = trace.heads[head];
  const [weight, part] = [rows[query][row], value[row][column]];
  return {
    sources: [`weights:${query}:${row}`, `value:${row}:${column}`],
    text: `weight ${show(weight, at, 1)} × v ${show(part, at)} = ${show(weight * part, at, 1)}`
  };
}

/** One component of the head's output: a column of weighted values, added up. */
function output(at: At): Provenance {
  const { trace, selection, row, column } = at;
  const { weights: rows, value, output: outputs } = trace.heads[selection.head];
  const parts = value.map(vector => vector[column]);
  const chosen = row === selection.query;
  return {
    sources: trace.keyTokens.flatMap((_, key): NumberName[] => [
      `weights:${row}:${key}`,
      `value:${key}:${column}`,
      ...(chosen ? [`weighted:${key}:${column}` as const] : [])
    ]),
    text: `${visible(trace.tokens[row])}: ${sumOfProducts(rows[row], parts, at)} = ${show(outputs[row][column], at, 1)}`
  };
}

function components(kind: string, row: number, vector: Vector): readonly NumberName[] {
  return vector.map((_, c): NumberName => `${kind}:${row}:${c}`);
}

function sumOfProducts(a: Vector, b: Vector, at: At): string {
  const terms = a.map((part, i) => `${show(part, at)} × ${show(b[i], at)}`);
  const cut = terms.length > TERMS;
  return [...terms.slice(0, TERMS), ...(cut ? [`… ${terms.length - TERMS} more`] : [])].join(' + ');
}

function show(value: number, { decimals, selection }: At, more: number = 0): string {
  return decimal(value, decimals + more, selection.precise);
}
