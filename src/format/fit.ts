import { isMask, tokenize, VOCABULARY_DIMENSIONS } from '../engine/index.ts';
import type { Matrix } from '../engine/index.ts';
import { LIMITS } from './limits.ts';
import { messages } from './messages.ts';
import { Report } from './report.ts';
import type { Problem } from './report.ts';
import type { Run, Spec, SpecProjections } from './types.ts';

/** What the fields say of one another's sizes; undefined where it is not known. */
interface Sizes {
  /** n. */
  queries: number | undefined;
  /** m. */
  keys: number | undefined;
  dModel: number | undefined;
  heads: number;
  /** Heads of keys and values. */
  kvHeads: number;
}

/** The problems of a spec whose fields are each right: where they do not fit together. */
export function check(spec: Spec): readonly Problem[] {
  const report = new Report();
  checkFit(spec, report);
  return report.problems;
}

/** Reports where fields that are right alone do not fit together, or are too large together. */
export function checkFit(spec: Spec, report: Report): void {
  const sizes = measure(spec, report);
  checkEmbeddings(spec, sizes, report);
  checkProjections(spec, sizes, report);
  checkMask(spec, sizes, report);
  checkPositions(spec, sizes, report);
  checkResidual(spec, sizes, report);
  checkOverrides(spec, sizes, report);
  checkWork(spec, sizes, report);
  checkView(spec, sizes, report);
}

function measure(spec: Spec, report: Report): Sizes {
  const queries = countTokens(spec, report);
  for (const [field, tokens] of [
    ['$.tokens', spec.tokens],
    ['$.key_tokens', spec.keyTokens]
  ] as const) {
    if (tokens?.length === 0) {
      report.problem(field, messages.empty('at least one token'));
    }
  }
  const keys = spec.keyTokens?.length ?? (report.fine('$.key_tokens') ? queries : undefined);
  const rows = spec.embeddings?.[0] ?? spec.keyEmbeddings?.[0] ?? spec.projections?.query;
  const dModel = rows?.length ?? (report.fine('$.projections') ? VOCABULARY_DIMENSIONS : undefined);
  if (spec.nHeads !== undefined && spec.nHeads > LIMITS.heads) {
    report.problem('$.n_heads', messages.tooMany('heads', spec.nHeads, LIMITS.heads));
  }
  const heads = spec.nHeads ?? 1;
  const kvHeads = spec.nKvHeads ?? heads;
  if (report.fine('$.n_heads') && heads % kvHeads !== 0) {
    report.problem('$.n_kv_heads', messages.indivisibleHeads(kvHeads, heads));
  }
  return { queries, keys, dModel, heads, kvHeads };
}

function countTokens({ sentence, tokens }: Spec, report: Report): number | undefined {
  if (sentence !== undefined && tokens !== undefined) {
    report.problem('$', messages.bothSources());
    return undefined;
  }
  if (sentence === undefined) {
    if (tokens === undefined && report.fine('$.sentence') && report.fine('$.tokens')) {
      report.problem('$', messages.noSource());
    }
    return tokens?.length;
  }
  const words = tokenize(sentence);
  if (words.length === 0) {
    report.problem('$.sentence', messages.noWords());
    return undefined;
  }
  if (words.length > LIMITS.tokens) {
    report.problem('$.sentence', messages.tooMany('words', words.length, LIMITS.tokens));
    return undefined;
  }
  const long = words.find(word => word.length > LIMITS.token);
  if (long !== undefined) {
    report.problem(
      '$.sentence',
      messages.tooMany('characters in one word', long.length, LIMITS.token)
    );
  }
  return words.length;
}

function checkEmbeddings(spec: Spec, { queries, keys, dModel }: Sizes, report: Report): void {
  const { embeddings, keyEmbeddings } = spec;
  checkWidth(embeddings, '$.embeddings', report);
  checkWidth(keyEmbeddings, '$.key_embeddings', report);
  if (embeddings && queries !== undefined && embeddings.length !== queries) {
    report.problem('$.embeddings', messages.rows(embeddings.length, queries, 'token'));
  }
  if (!keyEmbeddings) {
    return;
  }
  if (spec.keyTokens === undefined) {
    if (report.fine('$.key_tokens')) {
      report.problem('$.key_embeddings', messages.noKeyTokens());
    }
  } else if (keyEmbeddings.length !== keys) {
    report.problem(
      '$.key_embeddings',
      messages.rows(keyEmbeddings.length, spec.keyTokens.length, 'key token')
    );
  }
  if (dModel !== undefined && keyEmbeddings[0].length !== dModel) {
    report.problem(
      '$.key_embeddings',
      messages.columns(keyEmbeddings[0].length, dModel, 'd_model, as in the embeddings')
    );
  }
}

function checkProjections(spec: Spec, sizes: Sizes, report: Report): void {
  const { dModel } = sizes;
  if (spec.projections === undefined) {
    if (report.fine('$.projections') && dModel !== undefined && dModel !== VOCABULARY_DIMENSIONS) {
      report.problem('$.projections', messages.noProjections(dModel));
    } else if (report.fine('$.projections') && report.fine('$.n_heads')) {
      checkHeads(VOCABULARY_DIMENSIONS, sizes.heads, 'n_heads', '$.n_heads', report);
      if (sizes.kvHeads !== sizes.heads) {
        report.problem('$.n_kv_heads', messages.sharedExample());
      }
    }
    return;
  }
  const projections: Partial<SpecProjections> = spec.projections;
  for (const name of ['query', 'key', 'value'] as const) {
    const matrix = projections[name];
    const path = `$.projections.${name}`;
    if (!matrix || !checkWidth(matrix, path, report)) {
      continue;
    }
    if (dModel !== undefined && matrix.length !== dModel) {
      report.problem(
        path,
        messages.rows(matrix.length, dModel, 'dimension of the embeddings (d_model)')
      );
    }
    if (report.fine('$.n_heads') && report.fine('$.n_kv_heads')) {
      const { heads, field } =
        name === 'query'
          ? { heads: sizes.heads, field: 'n_heads' as const }
          : kvHeadsOf(spec, sizes);
      checkHeads(matrix[0].length, heads, field, path, report);
    }
  }
  if (report.fine('$.n_heads') && report.fine('$.n_kv_heads')) {
    checkKeyColumns(projections, sizes, report);
    checkOutput(projections, sizes, report);
  }
}

/** How many heads keys and values have, and the field that says so. */
function kvHeadsOf(spec: Spec, { kvHeads }: Sizes) {
  return {
    heads: kvHeads,
    field: spec.nKvHeads === undefined ? ('n_heads' as const) : ('n_kv_heads' as const)
  };
}

function checkHeads(
  columns: number,
  heads: number,
  field: 'n_heads' | 'n_kv_heads',
  path: string,
  report: Report
): void {
  if (columns % heads !== 0) {
    report.problem(path, messages.indivisible(columns, heads, field));
  }
}

function checkKeyColumns(
  { query, key }: Partial<SpecProjections>,
  { heads, kvHeads }: Sizes,
  report: Report
): void {
  if (!query || !key) {
    return;
  }
  const wanted = (query[0].length / heads) * kvHeads;
  if (Number.isInteger(wanted) && key[0].length !== wanted) {
    const why =
      heads === kvHeads ? 'as in projections.query' : 'n_kv_heads times d_k of projections.query';
    report.problem('$.projections.key', messages.columns(key[0].length, wanted, why));
  }
}

function checkOutput(
  { value, output }: Partial<SpecProjections>,
  { heads, kvHeads, dModel }: Sizes,
  report: Report
): void {
  if (!output || !value || dModel === undefined || value[0].length % kvHeads !== 0) {
    return;
  }
  const wanted = [(value[0].length / kvHeads) * heads, dModel] as const;
  const found = [output.length, output[0].length] as const;
  if (found[0] !== wanted[0] || found[1] !== wanted[1]) {
    report.problem(
      '$.projections.output',
      messages.shape(
        found,
        wanted,
        heads === kvHeads
          ? 'the columns of projections.value by d_model'
          : 'n_heads times d_v by d_model'
      )
    );
  }
}

function checkMask({ mask }: Spec, { queries, keys }: Sizes, report: Report): void {
  if (typeof mask !== 'object' || queries === undefined || keys === undefined) {
    return;
  }
  if (!isMask(mask)) {
    const { padding } = mask;
    if (padding && padding.length !== keys) {
      report.problem('$.mask.padding', messages.entries(padding.length, keys, 'key'));
    }
    return;
  }
  if (mask.length !== queries || mask[0].length !== keys) {
    report.problem(
      '$.mask',
      messages.shape([mask.length, mask[0].length], [queries, keys], 'queries by keys')
    );
  }
}

function checkPositions(spec: Spec, sizes: Sizes, report: Report): void {
  const { positions } = spec;
  const { queries, keys, dModel, heads } = sizes;
  if (positions === 'rope') {
    const columns = spec.projections?.query?.[0].length ?? VOCABULARY_DIMENSIONS;
    if (columns % heads === 0 && (columns / heads) % 2 === 1) {
      report.problem('$.positions', messages.oddRope(columns / heads));
    }
  }
  if (typeof positions !== 'object' || queries === undefined || keys === undefined) {
    return;
  }
  const longest = Math.max(queries, keys);
  if (positions.length !== longest) {
    report.problem('$.positions', messages.rows(positions.length, longest, 'position'));
  }
  if (dModel !== undefined && positions[0].length !== dModel) {
    report.problem(
      '$.positions',
      messages.columns(positions[0].length, dModel, 'd_model, as in the embeddings')
    );
  }
}

function checkResidual({ residual, projections }: Spec, sizes: Sizes, report: Report): void {
  const { dModel, heads, kvHeads } = sizes;
  if (!residual || dModel === undefined || projections?.output || report.problems.length > 0) {
    return;
  }
  const dV = (projections?.value[0].length ?? VOCABULARY_DIMENSIONS) / kvHeads;
  if (heads * dV !== dModel) {
    report.problem('$.residual', messages.unequalWidths(heads * dV, dModel));
  }
}

function checkOverrides({ overrides }: Spec, sizes: Sizes, report: Report): void {
  const { queries, keys, heads } = sizes;
  const ends = { head: heads, query: queries, key: keys };
  overrides?.scores.forEach((override, i) => {
    for (const part of ['head', 'query', 'key'] as const) {
      const end = ends[part];
      if (end !== undefined && override[part] >= end) {
        report.problem(
          `$.overrides.scores[${i}].${part}`,
          messages.noSuch(override[part], end, part === 'head' ? 'head' : 'token')
        );
      }
    }
  });
}

/** Everything fits; is it also small enough to be computed while somebody waits? */
function checkWork(spec: Spec, { queries, keys, dModel, heads }: Sizes, report: Report): void {
  if (queries === undefined || keys === undefined || report.problems.length > 0) {
    return;
  }
  const at = spec.sentence === undefined ? '$.tokens' : '$.sentence';
  const weights = heads * queries * keys;
  if (weights > LIMITS.weights) {
    report.problem(at, messages.tooMany('weights', weights, LIMITS.weights));
  }
  const columns = Math.max(
    ...[spec.projections?.query, spec.projections?.value].map(
      matrix => matrix?.[0].length ?? VOCABULARY_DIMENSIONS
    )
  );
  const projected = Math.max(queries, keys) * (dModel ?? 0) * columns;
  const work = Math.max(projected, queries * keys * columns);
  if (work > LIMITS.multiplications) {
    report.problem(at, messages.tooMany('multiplications', work, LIMITS.multiplications));
  }
}

function checkView({ view }: Spec, sizes: Sizes, report: Report): void {
  const { queries, heads } = sizes;
  if (view?.query !== undefined && queries !== undefined && view.query >= queries) {
    report.warn('$.view.query', messages.pastEnd(view.query, queries, 'token'));
  }
  if (view?.head !== undefined && view.head >= heads) {
    report.warn('$.view.head', messages.pastEnd(view.head, heads, 'head'));
  }
  checkRun('$.view.window.query', view?.window?.query, queries, report);
  checkRun('$.view.window.key', view?.window?.key, sizes.keys, report);
}

/** Warns where a run of tokens goes on past the last one. */
function checkRun(path: string, run: Run | undefined, length: number | undefined, report: Report) {
  if (run === undefined || length === undefined) {
    return;
  }
  const [first, count] = run;
  if (first >= length) {
    report.warn(path, messages.pastEnd(first, length, 'token'));
  } else if (first + count > length) {
    report.warn(path, messages.windowEnds(first, count, length));
  }
}

/** False, and a problem, where rows are longer than the dimensions that are drawn. */
function checkWidth(matrix: Matrix | undefined, path: string, report: Report): boolean {
  const width = matrix?.[0].length ?? 0;
  if (width > LIMITS.dimensions) {
    report.problem(path, messages.tooMany('dimensions', width, LIMITS.dimensions));
    return false;
  }
  return true;
}
