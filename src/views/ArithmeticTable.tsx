import type { ReactNode } from 'react';
import { naiveSoftmaxSteps, softmaxSteps } from '../engine/index.ts';
import { decimal, percent, visible } from '../figures/index.ts';
import type { NumberName } from '../figures/index.ts';
import type { Ready } from '../model/index.ts';
import { useSurroundings } from './context.ts';
import { productText } from './vectorText.ts';
import { VectorView } from './VectorView.tsx';

/** Rows drawn at once; the rest is only counted. */
const ROWS = 64;

/** One step of the arithmetic: a column. */
interface Column {
  readonly heading: string;
  readonly cell: (key: number) => ReactNode;
  readonly sum?: ReactNode;
  /** The name of a cell's number, where it is one. */
  readonly name?: (key: number) => NumberName;
  readonly className?: string;
}

/** From each q·k to the weighted sum of the values, for the chosen query. */
export function ArithmeticTable({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const columns = useColumns(state);
  const { keyTokens } = state.trace;
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
              {columns.map(({ heading }) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {keyTokens.slice(0, ROWS).map((token, key) => (
              <tr key={key}>
                <th scope="row">
                  <bdi>{visible(token)}</bdi>
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
              <th scope="row">{trans.__('sum')}</th>
              {columns.map(({ heading, sum }) => (
                <td key={heading}>{sum}</td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      {keyTokens.length > ROWS && (
        <p>{trans.__('The first %1 of %2 keys.', ROWS, keyTokens.length)}</p>
      )}
    </>
  );
}

/** The steps that are there: those that change nothing are left out. */
function useColumns({ trace, selection }: Ready): readonly Column[] {
  const { theme, trans } = useSurroundings();
  const { query, head, precise } = selection;
  const { decimals } = theme;
  const own = trace.heads[head];
  const { value, scores, scaledScores, bias, maskedScores, output } = own;
  const [q, row] = [own.rotatedQuery[query], own.weights[query]];
  const naive = trace.softmax === 'naive';
  const steps = (naive ? naiveSoftmaxSteps : softmaxSteps)(maskedScores[query]);
  const number = (n: number | null, digits = decimals) =>
    n === null ? trans.__('masked') : decimal(n, digits, precise);
  const byHand = (key: number) =>
    trace.overrides.some(
      score => score.head === head && score.query === query && score.key === key
    );
  const may = (key: number) => trace.mask?.[query][key] ?? true;
  const late = trace.maskAt === 'weights' && trace.mask !== null;
  const columns: (Column | false)[] = [
    {
      heading: trans.__('weight'),
      className: 'jp-Attention-bar',
      name: key => `weights:${query}:${key}`,
      cell: key => (
        <>
          <span style={{ width: `${row[key] * 100}%`, background: theme.roles.query }} />
          <b>{percent(row[key])}</b>
        </>
      )
    },
    {
      heading: 'q·k',
      className: 'jp-Attention-product',
      name: key => `scores:${query}:${key}`,
      cell: key => (
        <>
          {byHand(key) ? (
            <em>{trans.__('set by hand')} </em>
          ) : (
            <span>{productText(q, own.rotatedKey[key], precise, decimals)} = </span>
          )}
          {number(scores[query][key])}
        </>
      )
    },
    {
      heading: `× ${decimal(trace.scale, decimals + 1, precise)}`,
      name: key => `scaled_scores:${query}:${key}`,
      cell: key => number(scaledScores[query][key])
    },
    bias !== null && {
      heading: trans.__('+ distance'),
      cell: key => number(bias[query][key])
    },
    (bias !== null || trace.temperature !== 1) && {
      heading: `÷ T ${decimal(trace.temperature, decimals, precise)}`,
      name: key => `masked_scores:${query}:${key}`,
      cell: key => number(maskedScores[query][key])
    },
    !naive && {
      heading: `− max ${decimal(steps.max, decimals, precise)}`,
      name: key => `masked_scores:${query}:${key}`,
      cell: key => number(steps.shifted[key])
    },
    {
      heading: 'exp',
      name: key => `exponential:${key}:0`,
      cell: key => number(steps.exponentials[key], decimals + 1),
      sum: number(steps.sum, decimals + 1)
    },
    {
      heading: `÷ ${decimal(steps.sum, decimals + 1, precise)}`,
      name: key => `weights:${query}:${key}`,
      cell: key => number(steps.weights[key], decimals + 1),
      sum: number(total(steps.weights), decimals + 1)
    },
    late && {
      heading: trans.__('× mask'),
      cell: key => (may(key) ? number(row[key], decimals + 1) : trans.__('masked')),
      sum: number(total(row), decimals + 1)
    },
    {
      heading: trans.__('weight × v'),
      cell: key => (
        <VectorView
          vector={value[key].map(part => part * row[key])}
          kind="weighted"
          row={key}
          precise={precise}
          digits={decimals + 1}
        />
      ),
      sum: (
        <VectorView
          vector={output[query]}
          kind="output"
          row={query}
          precise={precise}
          digits={decimals + 1}
        />
      )
    },
    selection.geometry.includes('norms') && {
      heading: trans.__('‖weight × v‖'),
      cell: key => number(Math.hypot(...value[key].map(part => part * row[key])), decimals + 1)
    }
  ];
  return columns.filter(column => column !== false);
}

function total(row: readonly number[]): number {
  return row.reduce((sum, entry) => sum + entry, 0);
}
