import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { MOST_LINES, readRow, unitAt } from '../../../figures/reading/index.ts';
import { showsWeights } from '../../../model/index.ts';
import type { Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { adoptStyles } from '../../frame/shadow.ts';
import { NotYet } from '../../parts/NotYet.tsx';
import { RailPane } from '../RailPane.tsx';
import { HeadLegend, lineHeads } from './HeadLegend.tsx';
import { LineFigure } from './LineFigure.tsx';
import { LineShares } from './LineShares.tsx';
import { JoinedNote, ReadingChoices } from './ReadingChoices.tsx';
import styles from './reading.raw.css';
import { Threshold } from './Threshold.tsx';
import { useRead } from './useRead.ts';

/** Tokens that ask on the left, tokens that answer on the right, and a line a share between them. */
export function LinesPane({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  return (
    <RailPane state={state} name="lines" title={trans.__('Lines')}>
      {showsWeights(state.selection) ? (
        <Lines state={state} />
      ) : (
        <NotYet state={state} step="normalise" />
      )}
    </RailPane>
  );
}

function Lines({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { trace, selection } = state;
  const pane = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => adoptStyles(pane.current!, styles), []);
  const read = useRead(state);
  const heads = useMemo(() => lineHeads(selection), [selection]);
  const [held, setHeld] = useState(false);
  const [looked, setLooked] = useState<number | null>(null);
  const [wanted, setWanted] = useState<number | null>(null);
  const own = unitAt(read.queries, selection.query);
  // Step by step, the others have not asked yet.
  const alone = selection.step !== null && selection.stepRows === 'one';
  const there = alone || looked === null || looked >= read.queries.length ? null : looked;
  const shown = there ?? (held || alone ? own : null);
  const rows = useMemo(
    () =>
      shown === null
        ? []
        : heads.map(head =>
            readRow(trace.heads[head].weights, read.queries[shown], read.keys, read)
          ),
    [heads, shown, trace, read]
  );
  return (
    <div ref={pane} className="jp-Attention-reading">
      <HeadLegend state={state} heads={heads} />
      <Threshold state={state} />
      <ReadingChoices state={state} read={read} />
      <LineFigure
        {...{ state, read, heads, rows, shown, own, wanted }}
        holds={held || there !== null}
        onLook={setLooked}
        onHold={unit => {
          setHeld(true);
          model.select({ query: queryIn(selection.query, read.queries[unit]) });
        }}
        onLetGo={() => {
          setHeld(false);
          setLooked(null);
        }}
      />
      {read.keys.length > MOST_LINES && selection.threshold * MOST_LINES < 100 && (
        <p className="jp-Attention-hint">
          {trans.__('Of each token at most the %1 strongest shares have a line.', MOST_LINES)}
        </p>
      )}
      {shown === null ? (
        <p className="jp-Attention-hint">
          {trans.__(
            'The lines of all tokens in sight: point at one on the left to see its own. A click or Enter holds them and lets it ask, Escape lets go.'
          )}
        </p>
      ) : (
        <LineShares {...{ state, read, heads, rows, shown }} onGo={setWanted} />
      )}
      <JoinedNote state={state} read={read} />
    </div>
  );
}

/** The token that asks when a unit is chosen: of the word that asks already, the one that does. */
function queryIn(
  query: number,
  { first, end }: { readonly first: number; readonly end: number }
): number {
  return query >= first && query < end ? query : first;
}
