import { tokenize, VOCABULARY_DIMENSIONS } from '../engine/index.ts';
import { LIMITS } from './limits.ts';
import { messages, tell, words } from './messages.ts';
import type { Report } from './report.ts';
import type { Spec } from './spec.ts';

/**
 * How long the axes of arrays are, by their symbols (`n`, `m`, `h`, `g`, `d_model`, and in time `d_k`,
 * `d_v`); one that is not there is not known, as something is wrong with what says so.
 */
export type Sizes = Map<string, number>;

/** What the fields that count say of the sizes, and what is wrong with them. */
export function measure(spec: Spec, report: Report): Sizes {
  const sizes: Sizes = new Map();
  const put = (symbol: string, size: number | undefined) =>
    size !== undefined && sizes.set(symbol, size);
  const queries = countTokens(spec, report);
  for (const [path, tokens] of [
    ['$.tokens', spec.tokens],
    ['$.key_tokens', spec.keyTokens]
  ] as const) {
    if (tokens?.length === 0) {
      report.problem(path, tell('empty', { wanted: words('leastToken') }));
    }
  }
  put('n', queries);
  put('m', spec.keyTokens?.length ?? (report.fine('$.key_tokens') ? queries : undefined));
  const heads = countHeads(spec, report);
  put('h', heads.h);
  put('g', heads.g);
  const rows = spec.embeddings?.[0] ?? spec.keyEmbeddings?.[0] ?? spec.projections?.query;
  put(
    'd_model',
    rows?.length ??
      (report.fine('$.projections') && isComputed(spec, report) ? VOCABULARY_DIMENSIONS : undefined)
  );
  return sizes;
}

/** Heads of queries, and of keys and values, where they are right: as they are said, or as arrays have them. */
function countHeads(spec: Spec, report: Report): { h?: number; g?: number } {
  const { nHeads, nKvHeads, query, key, weights } = spec;
  const h = nHeads ?? (query ?? weights)?.length ?? (isComputed(spec, report) ? 1 : undefined);
  const at = nHeads === undefined ? (query ? '$.query' : '$.weights') : '$.n_heads';
  if (h !== undefined && h > LIMITS.heads) {
    report.problem(at, messages.tooMany('heads', h, LIMITS.heads));
  }
  if (h === undefined || !report.fine('$.n_heads') || !report.fine(at)) {
    return {};
  }
  const g = nKvHeads ?? key?.length ?? h;
  const ofKeys = nKvHeads === undefined && key ? '$.key' : '$.n_kv_heads';
  if (h % g !== 0) {
    report.problem(ofKeys, tell('indivisibleHeads', { found: g, heads: h }));
  }
  return report.fine(ofKeys) && report.fine('$.n_kv_heads') ? { h, g } : { h };
}

/** Whether attention is computed from embeddings and projections, and nothing was recorded. */
export function isComputed(spec: Spec, report: Report): boolean {
  return RECORDED.every(name => spec[name] === undefined && report.fine(`$.${name}`));
}

const RECORDED = ['query', 'key', 'value', 'weights', 'layers'] as const;

function countTokens({ sentence, tokens }: Spec, report: Report): number | undefined {
  if (sentence !== undefined && tokens !== undefined) {
    report.problem('$', tell('bothSources'));
    return undefined;
  }
  if (sentence === undefined) {
    if (tokens === undefined && report.fine('$.sentence') && report.fine('$.tokens')) {
      report.problem('$', tell('noSource'));
    }
    return tokens?.length;
  }
  const words = tokenize(sentence);
  if (words.length === 0) {
    report.problem('$.sentence', tell('noWords'));
    return undefined;
  }
  if (words.length > LIMITS.tokens) {
    report.problem('$.sentence', messages.tooMany('words', words.length, LIMITS.tokens));
    return undefined;
  }
  const longest = words.reduce((most, word) => Math.max(most, word.length), 0);
  if (longest > LIMITS.token) {
    report.problem('$.sentence', messages.tooMany('characters in one word', longest, LIMITS.token));
  }
  return words.length;
}
