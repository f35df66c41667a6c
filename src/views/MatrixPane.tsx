import { useMemo, useState } from 'react';
import { cellText, matrixCells, visible } from '../figures/index.ts';
import { STAGES } from '../format/index.ts';
import type { Stage } from '../format/index.ts';
import type { Ready } from '../model/index.ts';
import { useSurroundings } from './context.ts';
import { MatrixCells } from './MatrixCells.tsx';
import type { Cursor } from './MatrixCells.tsx';
import { Pane } from './Pane.tsx';

/** Tokens are written beside the matrix up to this many. */
const LABELLED = 40;

/** The attention matrix: rows ask, columns answer. */
export function MatrixPane({ state }: { readonly state: Ready }) {
  const { model, trans, theme } = useSurroundings();
  const { trace, selection } = state;
  const cells = useMemo(() => matrixCells(trace, selection), [trace, selection]);
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const names: Record<Stage, string> = {
    scores: trans.__('Scores'),
    scaled_scores: trans.__('Scaled scores'),
    masked_scores: trans.__('Masked scores'),
    weights: trans.__('Attention weights')
  };
  const read = ([query, key]: Cursor) =>
    trans.__(
      'row %1, column %2, %3 %4',
      visible(trace.tokens[query]),
      visible(trace.keyTokens[key]),
      names[cells.stage],
      cellText(cells.values[query][key], cells.stage, theme, selection.precise) ||
        trans.__('masked')
    );
  const there = cursor && cursor[0] < trace.tokens.length && cursor[1] < trace.keyTokens.length;
  return (
    <Pane
      state={state}
      name="matrix"
      title={trans.__('Attention matrix')}
      controls={
        <select
          aria-label={trans.__('Stage')}
          value={selection.stage}
          onChange={event => model.select({ stage: event.target.value as Stage })}
        >
          {STAGES.map(stage => (
            <option key={stage} value={stage}>
              {names[stage]}
            </option>
          ))}
        </select>
      }
    >
      <div
        className="jp-Attention-matrix"
        data-labelled={Math.max(trace.tokens.length, trace.keyTokens.length) <= LABELLED}
      >
        <Names tokens={trace.keyTokens} className="jp-Attention-columns" />
        <Names tokens={trace.tokens} className="jp-Attention-rows" chosen={selection.query} />
        <MatrixCells
          state={state}
          cells={cells}
          label={names[cells.stage]}
          cursor={cursor}
          onCursor={to =>
            setCursor(old => (old && old[0] === to[0] && old[1] === to[1] ? old : to))
          }
        />
      </div>
      <p className="jp-Attention-hint" aria-live="polite">
        {there ? read(cursor) : trans.__('Rows ask, columns answer.')}
      </p>
    </Pane>
  );
}

interface NamesProps {
  readonly tokens: readonly string[];
  readonly className: string;
  readonly chosen?: number;
}

function Names({ tokens, className, chosen }: NamesProps) {
  return (
    <ol className={className} aria-hidden="true">
      {tokens.slice(0, LABELLED).map((token, t) => (
        <li key={t} data-chosen={t === chosen}>
          <bdi>{visible(token, 12)}</bdi>
        </li>
      ))}
    </ol>
  );
}
