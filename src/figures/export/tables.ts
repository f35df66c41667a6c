import { hasOutputs } from '../../engine/index.ts';
import type { Trace } from '../../engine/index.ts';
import type { Table } from './csv.ts';

/** All that has been computed can be a table. */
export const TABLES = [
  'embeddings',
  'positioned',
  'key_embeddings',
  'key_positioned',
  'w_q',
  'w_k',
  'w_v',
  'w_o',
  'query',
  'key',
  'value',
  'normed_query',
  'normed_key',
  'rotated_query',
  'rotated_key',
  'scores',
  'scaled_scores',
  'bias',
  'capped_scores',
  'masked_scores',
  'weights',
  'head_output',
  'concatenated',
  'mixed',
  'output'
] as const;
export type TableName = (typeof TABLES)[number];

/** Of these each head has its own. */
const OF_HEADS: ReadonlySet<TableName> = new Set<TableName>([
  'query',
  'key',
  'value',
  'normed_query',
  'normed_key',
  'rotated_query',
  'rotated_key',
  'scores',
  'scaled_scores',
  'bias',
  'capped_scores',
  'masked_scores',
  'weights',
  'head_output'
]);

/** Whether each head has a table of this name. */
export function isOfHead(name: TableName): boolean {
  return OF_HEADS.has(name);
}

/** The tables that a trace has: those that say the same as another one are left out. */
export function tablesOf(trace: Trace): readonly TableName[] {
  const [first] = trace.heads;
  const isMade = trace.known === 'inputs';
  const isSilent = !hasOutputs(trace);
  if (trace.known === 'weights') {
    return ['weights'];
  }
  const absent: Partial<Record<TableName, boolean>> = {
    positioned: trace.positioned === trace.embeddings,
    embeddings: !isMade,
    key_embeddings: !trace.cross || !isMade,
    w_q: !isMade,
    w_k: !isMade,
    w_v: !isMade,
    value: isSilent,
    head_output: isSilent,
    output: isSilent,
    key_positioned: !trace.cross || trace.keyPositioned === trace.keyEmbeddings,
    w_o: trace.projections.output === null,
    normed_query: !trace.norms?.query,
    normed_key: !trace.norms?.key,
    rotated_query: first.rotatedQuery === first.normedQuery,
    rotated_key: first.rotatedKey === first.normedKey,
    capped_scores: first.cappedScores === null,
    bias: first.bias === null,
    concatenated: isSilent || (trace.heads.length === 1 && trace.projections.output === null),
    mixed: !trace.residual
  };
  return TABLES.filter(name => !absent[name]);
}

/** A table of a trace; of those that each head has, that of one. */
export function tableOf(trace: Trace, name: TableName, head: number): Table {
  const of = trace.heads[head];
  const { projections } = trace;
  const tokens = toldApart(trace.tokens);
  const keyTokens = trace.cross ? toldApart(trace.keyTokens) : tokens;
  const wide = (numbers: Table['numbers'], rows: readonly string[]): Table => ({
    columns: counted(numbers[0].length),
    rows,
    numbers
  });
  const byKey = (numbers: Table['numbers']): Table => ({
    columns: keyTokens,
    rows: tokens,
    numbers
  });
  const matrix = (numbers: Table['numbers']): Table => wide(numbers, counted(numbers.length));
  switch (name) {
    case 'embeddings':
      return wide(trace.embeddings, tokens);
    case 'positioned':
      return wide(trace.positioned, tokens);
    case 'key_embeddings':
      return wide(trace.keyEmbeddings, keyTokens);
    case 'key_positioned':
      return wide(trace.keyPositioned, keyTokens);
    case 'w_q':
      return matrix(projections.query);
    case 'w_k':
      return matrix(projections.key);
    case 'w_v':
      return matrix(projections.value);
    case 'w_o':
      return matrix(projections.output ?? []);
    case 'query':
      return wide(of.query, tokens);
    case 'key':
      return wide(of.key, keyTokens);
    case 'value':
      return wide(of.value, keyTokens);
    case 'normed_query':
      return wide(of.normedQuery, tokens);
    case 'normed_key':
      return wide(of.normedKey, keyTokens);
    case 'rotated_query':
      return wide(of.rotatedQuery, tokens);
    case 'rotated_key':
      return wide(of.rotatedKey, keyTokens);
    case 'scores':
      return byKey(of.scores);
    case 'bias':
      return byKey(of.bias ?? []);
    case 'scaled_scores':
      return byKey(of.scaledScores);
    case 'capped_scores':
      return byKey(of.cappedScores ?? []);
    case 'masked_scores':
      // The mask hides what is typed, and makes no row anew.
      return { ...byKey(of.unmaskedScores), may: trace.maskAt === 'scores' ? trace.mask : null };
    case 'weights':
      return { ...byKey(of.weights), may: trace.maskAt === 'scores' ? trace.mask : null };
    case 'head_output':
      return wide(of.output, tokens);
    case 'concatenated':
      return wide(trace.concatenated, tokens);
    case 'mixed':
      return wide(trace.mixed, tokens);
    case 'output':
      return wide(trace.output, tokens);
  }
}

/** Tokens as names: of those that are equal each has its place beside it, counted from 1. */
export function toldApart(tokens: readonly string[]): readonly string[] {
  const count = new Map<string, number>();
  tokens.forEach(token => count.set(token, (count.get(token) ?? 0) + 1));
  return tokens.map((token, t) => (count.get(token)! > 1 ? `${token} (${t + 1})` : token));
}

/** Dimensions are counted from 1, as everywhere on screen. */
function counted(length: number): readonly string[] {
  return Array.from({ length }, (_, i) => String(i + 1));
}
