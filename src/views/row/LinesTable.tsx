import { useMemo } from 'react';
import type { Run } from '../../format/index.ts';
import { percent } from '../../figures/index.ts';
import { reached, showsWeights, tokensIn } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { TokenText } from '../parts/TokenText.tsx';
import { scoreLines, valueLines } from './lines.tsx';
import type { Line } from './lines.tsx';

/** Up to so many keys each has its column, under that of the matrix; of more the strongest have. */
const COLUMNS = 20;
const STRONGEST = 12;

/**
 * The arithmetic of the row that asks, its columns under those of the matrix: a score falls down its own
 * column to a share. What is not computed yet is an empty line, so that nothing moves.
 */
export function LinesTable({ state }: { readonly state: Ready }) {
  const surroundings = useSurroundings();
  const { trans } = surroundings;
  const { trace, selection } = state;
  const { query, head, arithmetic, window } = selection;
  const weights = trace.heads[head].weights[query];
  const keys = useMemo(() => shownKeys(weights, window.key), [weights, window.key]);
  const isShown = ({ full }: Line) => arithmetic === 'full' || !full;
  const lines = scoreLines(state, surroundings).filter(isShown);
  const values = valueLines(state, surroundings).filter(isShown);
  return (
    <table
      className="jp-Attention-arithmetic"
      data-numbers
      data-aligned={keys.length === window.key[1]}
      tabIndex={0}
      aria-label={trans.__('The arithmetic: arrow keys go from number to number')}
    >
      <thead>
        <tr>
          <th scope="col">{trans.__('key')}</th>
          {keys.map(key => (
            <th key={key} scope="col">
              <TokenText token={trace.keyTokens[key]} length={12} />
              {keys.length < window.key[1] && <small> {key + 1}</small>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(line => (
          <LineRow key={line.id} state={state} line={line} keys={keys} />
        ))}
        <Bars state={state} keys={keys} />
        {values.map(line => (
          <LineRow key={line.id} state={state} line={line} keys={keys} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly state: Ready;
  readonly line: Line;
  readonly keys: readonly number[];
}

function LineRow({ state, line, keys }: RowProps) {
  const { id, heading, headed, step, cell, name } = line;
  const isThere = reached(state.selection, step);
  return (
    <tr data-line={id} data-step={step}>
      <th scope="row" data-number={isThere ? headed : undefined} tabIndex={headed && -1}>
        {isThere || headed === undefined ? heading : ''}
      </th>
      {keys.map(key =>
        isThere ? (
          <td key={key} data-number={name(key)} tabIndex={-1}>
            {cell(key)}
          </td>
        ) : (
          <td key={key} />
        )
      )}
    </tr>
  );
}

interface BarsProps {
  readonly state: Ready;
  readonly keys: readonly number[];
}

/** The shares as bars, in percent of the tallest. */
function Bars({ state: { trace, selection }, keys }: BarsProps) {
  const { trans, theme } = useSurroundings();
  const { query, head } = selection;
  const row = trace.heads[head].weights[query];
  const most = keys.reduce((most, key) => Math.max(most, Math.abs(row[key])), 0);
  const isThere = showsWeights(selection);
  return (
    <tr className="jp-Attention-bars">
      <th scope="row">{trans.__('share')}</th>
      {keys.map(key => {
        const share = most > 0 && Number.isFinite(row[key]) ? Math.max(0, row[key]) / most : 0;
        return (
          <td
            key={key}
            className="jp-Attention-bar"
            title={isThere ? percent(row[key]) : undefined}
          >
            {isThere && (
              <span style={{ height: `${share * 100}%`, background: theme.roles.query }} />
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** The keys in sight, or of many the strongest of them, in their order. */
function shownKeys(weights: ArrayLike<number>, run: Run): readonly number[] {
  const keys = tokensIn(run);
  return keys.length <= COLUMNS
    ? keys
    : [...keys]
        .sort((a, b) => weights[b] - weights[a] || a - b)
        .slice(0, STRONGEST)
        .sort((a, b) => a - b);
}
