import { LIMITS } from './limits.ts';
import { count, messages, tell, words } from './messages.ts';
import type { Node } from './node.ts';
import { booleanProblem, isFiniteNumber } from './scalars.ts';
import { problemAt } from './report.ts';
import type { Problem, Report } from './report.ts';
import type { Told } from './told.ts';

/** Axes that are told of an array that has too many. */
const TOLD_AXES = 8;

/** An array that came as lists within one another, the innermost of which hold its entries. */
export function readRows(
  node: Node,
  value: readonly unknown[],
  path: string,
  report: Report
): readonly unknown[] | undefined {
  if (value.length === 0) {
    report.problem(
      path,
      tell('empty', { wanted: rankOf(node) > 1 ? words('leastRow') : leastEntry(node) })
    );
    return undefined;
  }
  const entries = countEntries(value, rankOf(node));
  if (entries > LIMITS.numbers) {
    report.problem(path, messages.tooMany('numbers', entries, LIMITS.numbers));
    return undefined;
  }
  const { lengths, innermost } = shapeOfFirst(value);
  const isEntry = typeof innermost === 'number' || typeof innermost === 'boolean';
  if (lengths.length > rankOf(node) || (isEntry && lengths.length < rankOf(node))) {
    report.problem(path, rankProblem(node, lengths));
    return undefined;
  }
  const before = report.problems.length;
  report.field(path, problemsIn(node, value, path, lengths, 1, true));
  return report.problems.length === before ? value : undefined;
}

/** What an array may come as. */
export function arrayWanted(node: Node): Told {
  const rank = rankOf(node) as 1 | 2 | 3;
  return words(node.entry === 'number' ? `numbers${rank}` : `booleans${rank}`);
}

/** What is told of an array that has too many axes, or too few. */
export function rankProblem(node: Pick<Node, 'shape'>, lengths: readonly number[]): Told {
  const found = [...lengths.slice(0, TOLD_AXES), ...(lengths.length > TOLD_AXES ? ['…'] : [])];
  const apart =
    lengths.length === rankOf(node) + 1 && lengths[0] > 1 && node.shape![1]?.includes('·');
  const advice = lengths.length < rankOf(node) ? '' : apart ? tell('headsApart') : tell('batch');
  return tell('rank', { found: found.join(', '), wanted: `[${node.shape!.join(', ')}]`, advice });
}

function rankOf({ shape }: Pick<Node, 'shape'>): number {
  return shape!.length;
}

function leastEntry({ entry }: Node): Told {
  return words(entry === 'number' ? 'leastNumber' : 'leastBoolean');
}

function listWanted({ entry }: Node): Told {
  return words(entry === 'number' ? 'numberList' : 'booleanList');
}

/** How long the first of the lists is at each depth, and what lies in the innermost. */
export function shapeOfFirst(value: readonly unknown[]): { lengths: number[]; innermost: unknown } {
  const lengths: number[] = [];
  let inner: unknown = value;
  while (Array.isArray(inner) && lengths.length <= TOLD_AXES) {
    lengths.push(inner.length);
    inner = inner[0];
  }
  return { lengths, innermost: inner };
}

function countEntries(value: unknown, rank: number): number {
  if (!Array.isArray(value)) {
    return 1;
  }
  return rank === 1
    ? value.length
    : value.reduce<number>((sum, part) => sum + countEntries(part, rank - 1), 0);
}

/** All that is wrong below a list that lies so deep; the first at each depth says how long the others are. */
function* problemsIn(
  node: Node,
  list: readonly unknown[],
  path: string,
  lengths: readonly number[],
  depth: number,
  isFirst: boolean
): Generator<Problem> {
  if (depth === rankOf(node)) {
    yield* entryProblems(node, list, path);
    return;
  }
  const wanted = lengths[depth];
  for (let i = 0; i < list.length; i++) {
    const [part, at] = [list[i], `${path}[${i}]`];
    if (!Array.isArray(part)) {
      yield problemAt(at, messages.wanted(part, listWanted(node)));
    } else if (part.length === 0 && i === 0 && isFirst) {
      yield problemAt(at, tell('empty', { wanted: leastEntry(node) }));
    } else if (wanted !== undefined && part.length !== wanted) {
      yield problemAt(at, tell('ragged', { found: count(part.length, 'entry'), wanted }));
    } else {
      yield* problemsIn(node, part, at, lengths, depth + 1, isFirst && i === 0);
    }
  }
}

function* entryProblems(node: Node, row: readonly unknown[], path: string): Generator<Problem> {
  const isNumber = node.entry === 'number';
  for (let c = 0; c < row.length; c++) {
    if (isNumber ? !isFiniteNumber(row[c]) : typeof row[c] !== 'boolean') {
      const told = isNumber
        ? messages.wanted(row[c], words('finite'))
        : booleanProblem(row[c], true);
      yield problemAt(`${path}[${c}]`, told);
    }
  }
}
