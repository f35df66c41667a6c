import { measureRow } from '../../engine/index.ts';
import { decimal, visible } from '../../figures/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../context.ts';

/** Rows drawn at once. */
const ROWS = 64;

/** What each row of weights says of itself. */
export function MeasuresSection({ state }: { readonly state: Ready }) {
  const { trans, theme } = useSurroundings();
  const { trace, selection } = state;
  const { head, query: chosen, precise } = selection;
  const number = (n: number) => decimal(n, theme.decimals, precise);
  return (
    <div className="jp-Attention-scroll">
      <table className="jp-Attention-measures">
        <caption>{trans.__('The rows of the attention weights')}</caption>
        <thead>
          <tr>
            <th scope="col">{trans.__('query')}</th>
            <th scope="col">{trans.__('sum')}</th>
            <th scope="col">{trans.__('entropy, bits')}</th>
            <th scope="col">{trans.__('attends to, in effect')}</th>
            <th scope="col">{trans.__('largest')}</th>
            <th scope="col">{trans.__('kept out by the mask')}</th>
          </tr>
        </thead>
        <tbody>
          {trace.tokens.slice(0, ROWS).map((token, query) => {
            const row = measureRow(trace, head, query);
            return (
              <tr key={query} data-chosen={query === chosen}>
                <th scope="row">
                  <bdi>{visible(token)}</bdi>
                </th>
                <td data-off={Math.abs(row.sum - 1) > 1e-9}>{number(row.sum)}</td>
                <td>{number(row.entropy)}</td>
                <td>{number(row.effective)}</td>
                <td>{number(row.max)}</td>
                <td>{number(row.removed)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
