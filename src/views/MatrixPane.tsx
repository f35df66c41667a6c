import { useMemo, useState } from 'react';
import { isMask, measureRow } from '../engine/index.ts';
import { cellText, decimal, matrixCells, percent, visible } from '../figures/index.ts';
import type { Cells, Theme } from '../figures/index.ts';
import { STAGES } from '../format/index.ts';
import type { Stage } from '../format/index.ts';
import { reached } from '../model/index.ts';
import type { Ready } from '../model/index.ts';
import { useSurroundings } from './context.ts';
import type { Translator } from './context.ts';
import { HeadMark } from './HeadMark.tsx';
import { MatrixCells } from './MatrixCells.tsx';
import type { Cursor } from './MatrixCells.tsx';
import { NotYet } from './NotYet.tsx';
import { Pane } from './Pane.tsx';
import { ScoreEditor } from './ScoreEditor.tsx';
import { place, Told } from './Told.tsx';
import type { ToldNumber } from './Told.tsx';

/** Tokens are written beside the matrix up to this many. */
const LABELLED = 40;

/** The attention matrix: rows ask, columns answer. */
export function MatrixPane({ state }: { readonly state: Ready }) {
  const { model, trans, theme, settings } = useSurroundings();
  const { trace, selection } = state;
  const cells = useMemo(() => matrixCells(trace, selection), [trace, selection]);
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const [picked, setPicked] = useState<Cursor | null>(null);
  const [chosen, setTool] = useState<Tool | null>(null);
  const open = (selection.panes ?? settings.panes).includes('laboratory');
  // Who draws a mask cell by cell wants a click to do so.
  const usual = isMask(state.spec.mask) ? 'mask' : 'query';
  const tool = open ? (chosen ?? usual) : 'query';
  const act = (cell: Cursor) => {
    const [query, key] = cell;
    if (tool === 'query') {
      model.select({ query });
    } else if (tool === 'mask') {
      model.edit({ type: 'maskCell', query, key });
    } else {
      setPicked(cell);
    }
  };
  const names: Record<Stage, string> = {
    scores: trans.__('Scores'),
    scaled_scores: trans.__('Scaled scores'),
    masked_scores: trans.__('Masked scores'),
    weights: trans.__('Attention weights')
  };
  const there = cursor && cursor[0] < trace.tokens.length && cursor[1] < trace.keyTokens.length;
  return (
    <Pane
      state={state}
      name="matrix"
      title={
        <>
          {trans.__('Attention matrix')} <HeadMark head={selection.head} of={trace.heads.length} />
        </>
      }
      controls={
        <>
          {open && <Tools tool={tool} onTool={setTool} />}
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
        </>
      }
    >
      {!reached(selection, 'dot_products') && <NotYet />}
      <div
        className="jp-Attention-matrix"
        hidden={!reached(selection, 'dot_products')}
        data-labelled={Math.max(trace.tokens.length, trace.keyTokens.length) <= LABELLED}
      >
        <Names tokens={trace.keyTokens} className="jp-Attention-columns" />
        <Names tokens={trace.tokens} className="jp-Attention-rows" chosen={selection.query} />
        <MatrixCells
          state={state}
          cells={cells}
          label={names[cells.stage]}
          cursor={cursor}
          onAct={act}
          onCursor={to =>
            setCursor(old => (old && old[0] === to[0] && old[1] === to[1] ? old : to))
          }
        />
      </div>
      {tool === 'score' && <ScoreEditor state={state} cell={picked} />}
      <p className="jp-Attention-hint" aria-live="polite">
        {there
          ? cellWords(trans, state, cells, cursor, theme)
          : trans.__('Rows ask, columns answer.')}
      </p>
      {reached(selection, 'normalise') && <RowMeasuresLine state={state} />}
    </Pane>
  );
}

/** A cell as it is read aloud. */
function cellWords(
  trans: Translator,
  { trace, selection }: Ready,
  { values, stage, shownRow }: Cells,
  [query, key]: Cursor,
  theme: Theme
): string {
  const value = values[query][key];
  const [row, column] = [visible(trace.tokens[query]), visible(trace.keyTokens[key])];
  if (shownRow !== null && query !== shownRow) {
    return trans.__('row %1, column %2, not computed yet', row, column);
  }
  if (value === null) {
    return trans.__('row %1, column %2, masked', row, column);
  }
  const text = cellText(value, stage, theme, selection.precise);
  if (stage === 'weights') {
    return text.endsWith('%')
      ? trans.__('row %1, column %2, weight %3 percent', row, column, text.slice(0, -1))
      : trans.__('row %1, column %2, weight %3', row, column, text);
  }
  const one = {
    scores: trans.__('score'),
    scaled_scores: trans.__('scaled score'),
    masked_scores: trans.__('masked score')
  };
  return trans.__('row %1, column %2, %3 %4', row, column, one[stage], text);
}

/** What a click on a cell, or Enter, does. */
type Tool = 'query' | 'mask' | 'score';

function Tools({ tool, onTool }: { readonly tool: Tool; readonly onTool: (tool: Tool) => void }) {
  const { trans } = useSurroundings();
  return (
    <select
      aria-label={trans.__('What a click on a cell does')}
      value={tool}
      onChange={event => onTool(event.target.value as Tool)}
    >
      <option value="query">{trans.__('click: let it ask')}</option>
      <option value="mask">{trans.__('click: allow or forbid')}</option>
      <option value="score">{trans.__('click: set the score')}</option>
    </select>
  );
}

/** What the chosen row of weights says of itself. */
function RowMeasuresLine({ state: { trace, selection } }: { readonly state: Ready }) {
  const { trans, theme } = useSurroundings();
  const { query, head } = selection;
  const row = useMemo(() => measureRow(trace, head, query), [trace, head, query]);
  const number = (n: number) => decimal(n, theme.decimals, selection.precise);
  const numbers: ToldNumber[] = [
    [`sum:${query}:0`, number(row.sum)],
    [`max_weight:${query}:0`, percent(row.max)],
    [`entropy:${query}:0`, number(row.entropy)],
    [`effective:${query}:0`, number(row.effective)],
    [`removed:${query}:0`, percent(row.removed)]
  ];
  const measures = trans.__(
    '%1: its weights sum to %2, the largest is %3; entropy %4 bits, as undecided as among %5 equal tokens.',
    visible(trace.tokens[query]),
    place(0),
    place(1),
    place(2),
    place(3)
  );
  const kept = trans.__('The mask keeps %1 of the weight out.', place(4));
  return (
    <p
      className="jp-Attention-hint"
      role="group"
      data-numbers
      tabIndex={0}
      aria-label={trans.__('The measures of the row: arrow keys go from number to number')}
    >
      <Told text={trace.mask === null ? measures : `${measures} ${kept}`} numbers={numbers} />
    </p>
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
