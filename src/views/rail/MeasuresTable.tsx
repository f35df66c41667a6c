import { isWhole, measureRow } from '../../engine/index.ts';
import { decimal } from '../../figures/index.ts';
import type { NumberName } from '../../figures/index.ts';
import { tokensIn } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { HeadMark } from '../parts/HeadMark.tsx';
import { sideOf } from '../parts/useWindow.ts';
import { WindowBar } from '../parts/WindowBar.tsx';
import { TokenText } from '../parts/TokenText.tsx';

/** What each row of weights says of itself. */
export function MeasuresTable({ state }: { readonly state: Ready }) {
  const { trans, theme } = useSurroundings();
  const { trace, selection } = state;
  const { head, query: chosen, precise } = selection;
  const isComputed = trace.known !== 'weights';
  const cell = (name: NumberName, value: number, off = false) => (
    <td data-number={name} data-off={off} tabIndex={-1}>
      {decimal(value, theme, precise)}
    </td>
  );
  return (
    <div className="jp-Attention-scroll">
      <table
        className="jp-Attention-measures"
        data-numbers
        tabIndex={0}
        aria-label={trans.__('The measures: arrow keys go from number to number')}
      >
        <caption>
          {trans.__('The rows of the attention weights')}{' '}
          <HeadMark head={head} of={trace.heads.length} />
        </caption>
        <thead>
          <tr>
            <th scope="col">{trans.__('query')}</th>
            <th scope="col">{trans.__('sum')}</th>
            <th scope="col">{trans.__('entropy, bits')}</th>
            <th scope="col">{trans.__('attends to, in effect')}</th>
            <th scope="col">{trans.__('largest')}</th>
            {isComputed && <th scope="col">{trans.__('kept out by the mask')}</th>}
          </tr>
        </thead>
        <tbody>
          {tokensIn(selection.listed.query).map(query => {
            const row = measureRow(trace, head, query);
            return (
              <tr key={query} data-chosen={query === chosen}>
                <th scope="row">
                  <TokenText token={trace.tokens[query]} />
                </th>
                {cell(
                  `sum:${query}:0`,
                  row.sum,
                  Number.isFinite(row.sum) && !isWhole(row.sum, trace)
                )}
                {cell(`entropy:${query}:0`, row.entropy)}
                {cell(`effective:${query}:0`, row.effective)}
                {cell(`max_weight:${query}:0`, row.max)}
                {isComputed && cell(`removed:${query}:0`, row.removed)}
              </tr>
            );
          })}
        </tbody>
      </table>
      <WindowBar state={state} side={sideOf(state, 'query')} />
    </div>
  );
}
