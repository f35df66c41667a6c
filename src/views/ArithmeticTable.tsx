import { softmaxSteps } from '../engine/index.ts';
import { decimal, percent, visible } from '../figures/index.ts';
import type { Ready } from '../model/index.ts';
import { useSurroundings } from './context.ts';
import { productText, vectorText } from './vectorText.ts';

/** Rows drawn at once; the rest is only counted. */
const ROWS = 64;

/** From each q·k to the weighted sum of the values, for the chosen query. */
export function ArithmeticTable({ state }: { readonly state: Ready }) {
  const { theme, trans } = useSurroundings();
  const { trace, selection } = state;
  const { query, head, precise } = selection;
  const { decimals } = theme;
  const { key, value, scores, scaledScores, maskedScores, weights, output } = trace.heads[head];
  const own = trace.heads[head].query[query];
  const steps = softmaxSteps(maskedScores[query]);
  const number = (n: number, digits = decimals) => decimal(n, digits, precise);
  const row = weights[query];
  const heading = (text: string) => <th scope="col">{text}</th>;
  return (
    <>
      <div className="jp-Attention-scroll">
        <table className="jp-Attention-arithmetic">
          <thead>
            <tr>
              {heading(trans.__('key'))}
              {heading(trans.__('weight'))}
              {heading('q·k')}
              {heading(`× ${number(trace.scale, decimals + 1)}`)}
              {heading(`− max ${number(steps.max)}`)}
              {heading('exp')}
              {heading(`÷ ${number(steps.sum, decimals + 1)}`)}
              {heading(trans.__('weight × v'))}
            </tr>
          </thead>
          <tbody>
            {row.slice(0, ROWS).map((weight, j) => (
              <tr key={j}>
                <th scope="row">
                  <bdi>{visible(trace.keyTokens[j])}</bdi>
                </th>
                <td className="jp-Attention-bar">
                  <span style={{ width: `${weight * 100}%`, background: theme.roles.query }} />
                  <b>{percent(weight)}</b>
                </td>
                <td className="jp-Attention-product">
                  <span>{productText(own, key[j], precise, decimals)} = </span>
                  {number(scores[query][j])}
                </td>
                <td>{number(scaledScores[query][j])}</td>
                <td>{shiftedText(steps.shifted[j], decimals, precise) ?? trans.__('masked')}</td>
                <td>{number(steps.exponentials[j], decimals + 1)}</td>
                <td>{number(weight, decimals + 1)}</td>
                <td>
                  {vectorText(
                    value[j].map(part => part * weight),
                    precise,
                    decimals + 1
                  )}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{trans.__('sum')}</th>
              <td colSpan={4} />
              <td>{number(steps.sum, decimals + 1)}</td>
              <td>
                {number(
                  row.reduce((sum, weight) => sum + weight, 0),
                  decimals + 1
                )}
              </td>
              <td>{vectorText(output[query], precise, decimals + 1)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      {row.length > ROWS && <p>{trans.__('The first %1 of %2 keys.', ROWS, row.length)}</p>}
    </>
  );
}

function shiftedText(shifted: number | null, digits: number, precise: boolean): string | null {
  return shifted === null ? null : decimal(shifted, digits, precise);
}
