import { VOCABULARY_DIMENSIONS } from '../engine/index.ts';
import { count, tell, words } from './messages.ts';
import type { Report } from './report.ts';
import { isComputed } from './sizes.ts';
import type { Sizes } from './sizes.ts';
import type { Spec, SpecNorm } from './spec.ts';
import { number } from './told.ts';

/** Reports where what a stage of the computation is given does not fit its vectors. */
export function checkStages(spec: Spec, sizes: Sizes, report: Report): void {
  const width = isComputed(spec, report) ? widthOf(spec, sizes) : undefined;
  checkRope(spec, width, report);
  checkBiases(spec, report);
  checkNorm('query', spec.norms?.query, [width, sizes.get('h')], report);
  checkNorm('key', spec.norms?.key, [width, sizes.get('g')], report);
  checkBias(spec, sizes, report);
}

/** d_k, where it is known. */
function widthOf({ projections }: Spec, sizes: Sizes): number | undefined {
  const h = sizes.get('h');
  const columns = projections?.query?.[0].length ?? VOCABULARY_DIMENSIONS;
  return h !== undefined && columns % h === 0 ? columns / h : undefined;
}

function checkRope({ positions }: Spec, width: number | undefined, report: Report): void {
  if (width === undefined) {
    return;
  }
  if (positions === 'rope' || (isRope(positions) && positions.rope.dims === undefined)) {
    if (width % 2 === 1) {
      report.problem('$.positions', tell('oddRope', { found: width }));
      return;
    }
  }
  if (isRope(positions)) {
    const { dims = width, frequencies } = positions.rope;
    if (dims % 2 === 1 || dims > width) {
      const found = number(dims);
      report.problem('$.positions.rope.dims', tell('ropeDims', { found, wanted: width }));
    } else if (frequencies && frequencies.length !== dims / 2) {
      const found = count(frequencies.length, 'entry');
      const told = words('pairs');
      const wanted = number(dims / 2);
      report.problem('$.positions.rope.frequencies', tell('rows', { found, wanted, told }));
    }
  }
}

function isRope(
  positions: Spec['positions']
): positions is Exclude<NonNullable<Spec['positions']>, string | readonly unknown[]> {
  return typeof positions === 'object' && 'rope' in positions;
}

function checkBiases({ biases, projections }: Spec, report: Report): void {
  if (biases?.output && projections && !projections.output && report.fine('$.projections')) {
    report.problem('$.biases.output', tell('outputBias'));
  }
}

function checkNorm(
  of: 'query' | 'key',
  norm: SpecNorm | undefined,
  [width, heads]: readonly [number | undefined, number | undefined],
  report: Report
): void {
  const path = `$.norms.${of}.weight`;
  if (!norm || width === undefined || heads === undefined || !report.fine(path)) {
    return;
  }
  const isAll = norm.over === 'all';
  const wanted = isAll ? width * heads : width;
  if (norm.weight.length !== wanted) {
    const heads = of === 'query' ? 'n_heads' : 'n_kv_heads';
    const told = isAll ? words('normAll', { heads }) : 'd_k';
    const found = count(norm.weight.length, 'entry');
    report.problem(path, tell('normWeight', { found, wanted: number(wanted), told }));
  }
}

function checkBias({ bias }: Spec, sizes: Sizes, report: Report): void {
  const h = sizes.get('h');
  if (bias && h !== undefined && bias.length !== 1 && bias.length !== h) {
    report.problem('$.bias', tell('biasHeads', { found: number(bias.length), heads: number(h) }));
  }
}
