import { visible } from '../figures/index.ts';
import { tokensIn } from '../model/index.ts';
import type { Ready } from '../model/index.ts';
import { arithmeticColumns } from './arithmeticColumns.tsx';
import { AlsoAttends } from './AlsoAttends.tsx';
import { useSurroundings } from './context.ts';
import { WindowBar } from './WindowBar.tsx';

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
              {columns.map(({ heading, headed }) => (
                <th key={heading} scope="col" data-number={headed} tabIndex={headed && -1}>
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tokensIn(run).map(key => (
              <tr key={key}>
                <th scope="row">
                  <bdi>{visible(keyTokens[key])}</bdi>
                </th>
                {columns.map(({ heading, cell, className, name }) => (
                  <td
                    key={heading}
                    className={className}
                    data-number={name?.(key)}
                    tabIndex={name && -1}
                  >
                    {cell(key)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">
                {run[1] < keyTokens.length
                  ? trans.__('sum over all %1 keys', keyTokens.length)
                  : trans.__('sum')}
              </th>
              {columns.map(({ heading, sum, summed }) => (
                <td key={heading} data-number={summed} tabIndex={summed && -1}>
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
