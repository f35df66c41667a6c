import { about, farthest, holds, LISTED, turned, windowOf } from '../../model/index.ts';
import type { Ready, Runs } from '../../model/index.ts';
import type { Run } from '../../format/index.ts';
import { useSurroundings } from '../frame/context.ts';

/** Whose tokens are meant: in self-attention the same ones ask and answer. */
export type Side = 'query' | 'key' | 'both';

/** What moves the window over the tokens. */
export interface Moves {
  /** All tokens there are. */
  readonly all: Runs;
  readonly show: (runs: Partial<Runs>) => void;
  /** Shows all, or as much as can be shown at once. */
  readonly whole: () => void;
  /** Goes on or back by as many tokens as are listed. */
  readonly turn: (side: Side, by: number) => void;
  /** Brings a token into the window, about as many tokens around it as can be listed. */
  readonly bring: (side: Side, token: number) => void;
}

/** Moves the window, which the model owns; the numbers stay. */
export function useWindow({ trace, selection }: Ready): Moves {
  const { model } = useSurroundings();
  const { window, listed } = selection;
  const all: Runs = { query: [0, trace.tokens.length], key: [0, trace.keyTokens.length] };
  const show = (runs: Partial<Runs>) =>
    model.select({ window: windowOf({ ...window, ...runs }, all) });
  const set = (side: Side, run: Run) =>
    show(side === 'both' ? { query: run, key: run } : { [side]: run });
  const of = (side: Side) => (side === 'key' ? 'key' : 'query');
  return {
    all,
    show,
    whole: () =>
      show({
        query: farthest(window.query, all.query[1]),
        key: farthest(window.key, all.key[1])
      }),
    turn: (side, by) => set(side, turned(listed[of(side)], by, all[of(side)][1])),
    bring: (side, token) => {
      const run = window[of(side)];
      const length = all[of(side)][1];
      const there = run[1] <= LISTED && holds(run, token);
      const both = side !== 'both' || holds(window.key, token);
      if (!(there && both)) {
        set(side, about(token, Math.min(LISTED, run[1]), length));
      }
    }
  };
}

/** A part of the tokens that is turned page by page, in one sentence or the other. */
export function sideOf({ trace }: Ready, side: 'query' | 'key'): Side {
  return trace.cross ? side : 'both';
}
