import { percent } from '../../../figures/index.ts';
import type { NumberName } from '../../../figures/index.ts';
import type { ReadRow } from '../../../figures/reading/index.ts';
import type { Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { TokenText } from '../../parts/TokenText.tsx';
import { LineSample } from './HeadLegend.tsx';
import { givesText, unitName, withoutText } from './readingWords.ts';
import type { Read } from './useRead.ts';

/** Keys that are listed at most. */
const LISTED = 12;

interface Props {
  readonly state: Ready;
  readonly read: Read;
  readonly heads: readonly number[];
  /** What the unit gives, in each of the heads. */
  readonly rows: readonly ReadRow[];
  /** The unit whose lines are seen. */
  readonly shown: number;
  /** Brings a key into sight. */
  readonly onGo: (key: number) => void;
}

/** The shares of one token, in words and as numbers, in every head whose lines are drawn. */
export function LineShares({ state, read, heads, rows, shown, onGo }: Props) {
  const { trans } = useSurroundings();
  const { queries, keys } = read;
  const name = unitName(queries, shown);
  const most = (key: number) => Math.max(...rows.map(({ shares }) => shares[key]));
  const least = state.selection.threshold / 100;
  const strong = keys.map((_, key) => key).filter(key => most(key) >= least && most(key) > 0);
  const listed = strong.sort((a, b) => most(b) - most(a) || a - b).slice(0, LISTED);
  const isOne = heads.length === 1;
  const nameOf = (head: number, key: number): NumberName | undefined =>
    read.isPlain && head === state.selection.head
      ? `weights:${queries[shown].first}:${keys[key].first}`
      : undefined;
  return (
    <div className="jp-Attention-lineShares">
      {rows.map((row, i) => (
        <p key={heads[i]}>
          {!isOne && (
            <>
              <LineSample head={heads[i]} order={i} /> {trans.__('head %1', heads[i] + 1)}:{' '}
            </>
          )}
          {givesText(trans, name, row, keys)}
          {read.dimmed && ` ${withoutText(trans, name, row, keys)}`}
        </p>
      ))}
      {listed.length === 0 ? (
        <p className="jp-Attention-hint">
          {trans.__('%1 gives %2% or more to nobody.', name, state.selection.threshold)}
        </p>
      ) : (
        <table
          data-numbers
          tabIndex={0}
          aria-label={trans.__('What %1 gives: arrow keys go from number to number', name)}
        >
          <thead>
            <tr>
              <th scope="col">{trans.__('key')}</th>
              {heads.map(head => (
                <th key={head} scope="col">
                  {isOne ? trans.__('share') : trans.__('head %1', head + 1)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {listed.map(key => (
              <tr key={key}>
                <th scope="row">
                  <button type="button" tabIndex={-1} onClick={() => onGo(key)}>
                    <TokenText token={keys[key].text} length={16} />
                    <small> {keys[key].first + 1}</small>
                  </button>
                </th>
                {rows.map(({ shares }, i) => (
                  <td key={heads[i]} data-number={nameOf(heads[i], key)} tabIndex={-1}>
                    {percent(shares[key])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {strong.length > listed.length && (
        <p className="jp-Attention-hint">
          {trans.__('… and %1 more', strong.length - listed.length)}
        </p>
      )}
    </div>
  );
}
