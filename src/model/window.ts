import type { Run, ViewWindow } from '../format/index.ts';

/** Tokens that are listed one by one at most; only longer matrices are zoomed. */
export const LISTED = 64;

/** Tokens that a zoom leaves in sight at least. */
export const LEAST = 4;

/** Cells that are shown at once at most, in whole rows: what a page computes while one waits. */
const CELLS = 2 ** 22;

/** So many of `length` tokens are shown at once at most: all of them up to 2,048. */
export function mostOf(length: number): number {
  return Math.min(length, Math.max(LISTED, Math.floor(CELLS / length)));
}

/** A run of the tokens that ask, and one of those that answer. */
export interface Runs {
  readonly query: Run;
  readonly key: Run;
}

/** The runs that a window asks for, within the tokens that there are; otherwise as much as can be shown. */
export function runsOf(
  window: ViewWindow | undefined,
  queries: number,
  keys: number,
  asking: number,
  cross: boolean
): Runs {
  return {
    query: within(window?.query, queries, asking),
    key: within(window?.key, keys, cross ? 0 : asking)
  };
}

/** What of the runs is listed one by one: around the token that is asking, else from the start. */
export function listedIn({ query, key }: Runs, asking: number, cross: boolean): Runs {
  return { query: listed(query, asking), key: listed(key, cross ? -1 : asking) };
}

/** The window that shows these runs; undefined where they are all there is. */
export function windowOf({ query, key }: Runs, all: Runs): ViewWindow | undefined {
  const window = {
    ...(query[1] < all.query[1] && { query }),
    ...(key[1] < all.key[1] && { key })
  };
  return Object.keys(window).length > 0 ? window : undefined;
}

/** A run of whole tokens nearest to the one asked for, within `length`. */
export function fitted(first: number, count: number, length: number): Run {
  const whole = Math.max(Math.min(LEAST, length), Math.min(mostOf(length), Math.round(count)));
  return [Math.max(0, Math.min(length - whole, Math.round(first))), whole];
}

/** A run so many times closer, about a token that keeps its place in it. */
export function zoomed([first, count]: Run, factor: number, token: number, length: number): Run {
  const wanted = Math.min(count / factor, mostOf(length));
  const middle = token + 0.5;
  return fitted(middle - ((middle - first) / count) * wanted, wanted, length);
}

/** The run that moves least so that it holds a token. */
export function holding([first, count]: Run, token: number): Run {
  return [Math.min(token, Math.max(first, token - count + 1)), count];
}

/** A run about a token. */
export function about(token: number, count: number, length: number): Run {
  return fitted(token - Math.floor(count / 2), count, length);
}

/** As many tokens as can be shown, about the middle of a run. */
export function farthest([first, count]: Run, length: number): Run {
  const most = mostOf(length);
  return fitted(first + (count - most) / 2, most, length);
}

export function holds([first, count]: Run, token: number): boolean {
  return token >= first && token < first + count;
}

/** The run of tokens that is listed `by` pages further on. */
export function turned([first, count]: Run, by: number, length: number): Run {
  return fitted(first + by * count, count, length);
}

/** The indices of a run's tokens. */
export function tokensIn([first, count]: Run): readonly number[] {
  return Array.from({ length: count }, (_, t) => first + t);
}

function within(run: Run | undefined, length: number, asking: number): Run {
  const most = mostOf(length);
  return run && run[0] < length
    ? [run[0], Math.min(run[1], length - run[0], most)]
    : about(asking, most, length);
}

/** Runs are listed page by page. */
function listed(run: Run, asking: number): Run {
  const [first, count] = run;
  const page = holds(run, asking) ? Math.floor((asking - first) / LISTED) : 0;
  return count <= LISTED ? run : [Math.min(first + page * LISTED, first + count - LISTED), LISTED];
}
