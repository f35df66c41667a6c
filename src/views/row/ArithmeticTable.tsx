import { useMemo } from 'react';
import type { Run } from '../../format/index.ts';
import { tokensIn } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { arithmeticColumns } from './arithmeticColumns.tsx';
import type { Column } from './arithmeticColumns.tsx';
import { AlsoAttends } from '../parts/AlsoAttends.tsx';
import { useSurroundings } from '../frame/context.ts';
import { useUnhurried } from '../frame/Unhurried.tsx';
import { WindowBar } from '../parts/WindowBar.tsx';
import { TokenText } from '../parts/TokenText.tsx';

/** From each q·k to the weighted sum of the values, for the chosen query. */
export function ArithmeticTable({ state }: { readonly state: Ready }) {
  const surroundings = useSurroundings();
  const { trans } = surroundings;
  const columns = arithmeticColumns(state, surroundings);
  const { keyTokens } = state.trace;
  const { key: run } = state.selection.listed;
  return (
    <>
      <div className="jp-Attention-scroll">
        <table
          className="jp-Attention-arithmetic"
          data-numbers
          tabIndex={0}
          aria-label={trans.__('The arithmetic: arrow keys go from number to number')}
        >
          <thead>
            <tr>
              <th scope="col">{trans.__('key')}</th>
              {columns.map(({ id, heading, headed }) => (
                <th key={id} scope="col" data-number={headed} tabIndex={headed && -1}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          {runsIn(run).map((part, p) => (
            <Rows key={p} state={state} columns={columns} run={part} long={run[1] > TOGETHER} />
          ))}
          <tfoot>
            <tr>
              <th scope="row">
                {run[1] < keyTokens.length
                  ? trans.__('sum over all %1 keys', keyTokens.length)
                  : trans.__('sum')}
              </th>
              {columns.map(({ id, sum, summed }) => (
                <td key={id} data-number={summed} tabIndex={summed && -1}>
                  {sum}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      <WindowBar state={state} side="key" />
      <AlsoAttends state={state} run={run} />
    </>
  );
}

/** Rows of the table that are drawn together. */
const TOGETHER = 8;

function runsIn([first, count]: Run): readonly Run[] {
  return Array.from({ length: Math.ceil(count / TOGETHER) }, (_, p) => [
    first + p * TOGETHER,
    Math.min(TOGETHER, count - p * TOGETHER)
  ]);
}

interface RowsProps {
  readonly state: Ready;
  readonly columns: readonly Column[];
  readonly run: Run;
  /** The table is long: some of it may be scrolled out of sight. */
  readonly long: boolean;
}

/** Some rows; those of a long table that are scrolled out of sight hold up no frame. */
function Rows({ state, columns, run: [first, count], long }: RowsProps) {
  const { keyTokens } = state.trace;
  const now = useMemo(
    () => ({ columns, keyTokens, first, count }),
    [columns, keyTokens, first, count]
  );
  const [drawn, place] = useUnhurried(now, state.gesture);
  return useMemo(
    () => (
      <tbody ref={long ? place : undefined}>
        {tokensIn([drawn.first, drawn.count]).map(key => (
          <tr key={key}>
            <th scope="row">
              <TokenText token={drawn.keyTokens[key]} />
            </th>
            {drawn.columns.map(({ id, cell, className, name }) => (
              <td key={id} className={className} data-number={name?.(key)} tabIndex={name && -1}>
                {cell(key)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    ),
    [drawn, long, place]
  );
}
