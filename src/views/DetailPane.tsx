import { useMemo } from 'react';
import { softmaxSteps } from '../engine/index.ts';
import type { Vector } from '../engine/index.ts';
import { byHand, decimal, percent, visible } from '../figures/index.ts';
import type { Ready } from '../model/index.ts';
import { useSurroundings } from './context.ts';

/** Rows drawn at once; the rest is only counted. */
const ROWS = 64;
/** Vectors up to this length are spelled out. */
const TERMS = 4;

/** The token that is currently asking: its bars, its vectors and its arithmetic. */
export function DetailPane({ state }: { readonly state: Ready }) {
  const { theme, trans } = useSurroundings();
  const { trace, selection } = state;
  const { query, head, precise } = selection;
  const { key, scores, scaledScores, maskedScores, weights, output, value } = trace.heads[head];
  const own = trace.heads[head].query[query];
  const row = weights[query];
  const steps = softmaxSteps(maskedScores[query]);
  const number = (n: number, digits = 2) => decimal(n, digits, precise);
  const vectors: [string, Vector, keyof typeof theme.roles][] = [
    [trans.__('embedding'), trace.embeddings[query], 'embeddings'],
    ['q', own, 'query'],
    ...(trace.cross
      ? []
      : ([
          ['k', key[query], 'key'],
          ['v', value[query], 'value']
        ] as [string, Vector, 'key' | 'value'][])),
    [trans.__('output'), output[query], 'output']
  ];
  return (
    <section className="jp-Attention-pane jp-mod-detailPane">
      <header>
        <h3>
          {trans.__('The token that is currently asking:')}{' '}
          <bdi>{visible(trace.tokens[query])}</bdi>
        </h3>
      </header>
      <div className="jp-Attention-vectors">
        {vectors.map(([name, vector, role]) => (
          <span key={name} style={{ color: theme.roles[role] }}>
            <b>{name}</b>
            <span>{vectorText(vector, precise, role === 'output' ? 3 : 2)}</span>
          </span>
        ))}
      </div>
      <div className="jp-Attention-scroll">
        <table className="jp-Attention-arithmetic">
          <thead>
            <tr>
              <th scope="col">{trans.__('key')}</th>
              <th scope="col">{trans.__('weight')}</th>
              <th scope="col">q·k</th>
              <th scope="col">× {number(trace.scale, 3)}</th>
              <th scope="col">− max</th>
              <th scope="col">exp</th>
              <th scope="col">÷ {number(steps.sum, 3)}</th>
              <th scope="col">{trans.__('weight × v')}</th>
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
                  <span>{productText(own, key[j], precise)} = </span>
                  {number(scores[query][j])}
                </td>
                <td>{number(scaledScores[query][j])}</td>
                <td>{steps.shifted[j] === null ? trans.__('masked') : number(steps.shifted[j])}</td>
                <td>{number(steps.exponentials[j], 3)}</td>
                <td>{number(weight, 3)}</td>
                <td>
                  {vectorText(
                    value[j].map(part => part * weight),
                    precise,
                    3
                  )}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{trans.__('sum')}</th>
              <td />
              <td colSpan={3} />
              <td>{number(steps.sum, 3)}</td>
              <td>
                {number(
                  row.reduce((sum, weight) => sum + weight, 0),
                  3
                )}
              </td>
              <td>{vectorText(output[query], precise, 3)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      {row.length > ROWS && <p>{trans.__('The first %1 of %2 keys.', ROWS, row.length)}</p>}
      <Rounding state={state} />
    </section>
  );
}

/** Why the displayed numbers, reckoned with by hand, give something slightly different. */
function Rounding({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const { trace, selection } = state;
  const found = useMemo(() => byHand(trace, selection), [trace, selection]);
  return (
    <p className="jp-Attention-hint">
      {trans.__('Everything is computed in full and rounded only where it is shown.')}{' '}
      {found &&
        trans.__(
          'From the displayed two decimals of q, k and v one gets the output %1 by hand, and the rounded percentages add up to %2. Full precision shows every digit.',
          vectorText(found.output, false, 3),
          found.percentages
        )}
    </p>
  );
}

function vectorText(vector: Vector, precise: boolean, digits: number): string {
  const shown = vector.slice(0, TERMS).map(part => decimal(part, digits, precise));
  return `[${shown.join(', ')}${vector.length > TERMS ? `, … ${vector.length}` : ''}]`;
}

function productText(q: Vector, k: Vector, precise: boolean): string {
  const terms = q
    .slice(0, TERMS)
    .map((part, c) => `${decimal(part, 2, precise)} × ${decimal(k[c], 2, precise)}`);
  return `${terms.join(' + ')}${q.length > TERMS ? ' + …' : ''}`;
}
