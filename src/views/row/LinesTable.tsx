import { useMemo, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import type { Run } from '../../format/index.ts';
import { percent } from '../../figures/index.ts';
import type { NumberName } from '../../figures/index.ts';
import { reached, showsWeights, tokensIn } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { specialsOf } from '../parts/specials.ts';
import { TokenText } from '../parts/TokenText.tsx';
import { useSize } from '../parts/useSize.ts';
import { scoreLines, valueLines } from './lines.tsx';
import type { Line } from './lines.tsx';

/** Up to so many keys each has its column, under that of the matrix, if numbers fit there. */
const COLUMNS = 20;
/** Of more the strongest have, at most so many. */
export const STRONGEST = 12;
/** What a number of up to five signs takes, each sign more, and the names of the lines, in times the size of the text. */
const NUMBER = 3;
const SIGN = 0.7;
const NAMES = 6.5;

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
  const frame = useRef<HTMLDivElement>(null);
  const wide = useWidth(frame);
  const isShown = ({ full }: Line) => arithmetic === 'full' || !full;
  const lines = scoreLines(state, surroundings).filter(isShown);
  const values = valueLines(state, surroundings).filter(isShown);
  const most = useMemo(() => shownKeys(weights, window.key, COLUMNS), [weights, window.key]);
  const room = roomIn(wide, longest([...lines, ...values], most));
  const keys = useMemo(() => shownKeys(weights, window.key, room), [weights, window.key, room]);
  const count = window.key[1];
  const isWhole = keys.length === count;
  const special = specialsOf(state).key;
  const isAlone = (key: number) =>
    keys.every(other => other === key || trace.keyTokens[other] !== trace.keyTokens[key]);
  return (
    <div ref={frame}>
      <table
        className="jp-Attention-arithmetic"
        data-numbers
        data-aligned={isWhole}
        tabIndex={0}
        aria-label={trans.__('The arithmetic: arrow keys go from number to number')}
      >
        <thead>
          <tr>
            <th scope="col">
              {isWhole ? (
                trans.__('key')
              ) : (
                <span title={trans.__('The strongest %1 of %2 keys', keys.length, count)}>
                  {trans.__('%1 of %2', keys.length, count)}
                </span>
              )}
            </th>
            {keys.map(key => (
              <th key={key} scope="col">
                {!isWhole && (
                  <small className={isAlone(key) ? 'jp-Attention-aloud' : undefined}>
                    {key + 1}{' '}
                  </small>
                )}
                <TokenText token={trace.keyTokens[key]} length={12} special={special(key)} />
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
    </div>
  );
}

/** How wide the row is, in times the size of the text; 0 until the page has laid it out. */
function useWidth(frame: RefObject<HTMLDivElement>): number {
  const [width] = useSize(frame);
  return width && width / parseFloat(getComputedStyle(frame.current!).fontSize);
}

/** How many numbers of so many signs fit beside one another; as many as one likes in a width that nobody knows. */
function roomIn(width: number, signs: number): number {
  const room = Math.floor((width - NAMES) / (NUMBER + SIGN * Math.max(0, signs - 5)));
  return width === 0 ? COLUMNS : Math.max(1, room);
}

/** The most signs that a number of these lines has. */
function longest(lines: readonly Line[], keys: readonly number[]): number {
  const texts = lines.flatMap(({ cell }) => keys.map(cell));
  return Math.max(
    0,
    ...texts.map(text => (typeof text === 'string' && /\d/.test(text) ? text.length : 0))
  );
}

interface RowProps {
  readonly state: Ready;
  readonly line: Line;
  readonly keys: readonly number[];
}

function LineRow({ state, line, keys }: RowProps) {
  const { trans } = useSurroundings();
  const { id, heading, headed, step, cell, name } = line;
  const isThere = reached(state.selection, step);
  return (
    <tr data-line={id} data-step={step}>
      <th scope="row" data-number={isThere ? headed : undefined} tabIndex={headed && -1}>
        {isThere || headed === undefined ? (
          heading
        ) : (
          <span className="jp-Attention-aloud">{trans.__('not computed yet')}</span>
        )}
      </th>
      {keys.map(key =>
        isThere ? (
          <Cell key={key} name={name(key)}>
            {cell(key)}
          </Cell>
        ) : (
          <td key={key} />
        )
      )}
    </tr>
  );
}

/** A number; or a word in its place, which is cut where the column is narrow. */
function Cell({ name, children }: { readonly name: NumberName; readonly children: ReactNode }) {
  const word = typeof children === 'string' && !/\d/.test(children) ? children : undefined;
  return (
    <td data-number={name} tabIndex={-1} title={word} className={word && 'jp-Attention-word'}>
      {children}
    </td>
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
function shownKeys(weights: ArrayLike<number>, run: Run, room: number): readonly number[] {
  const keys = tokensIn(run);
  return keys.length <= Math.min(COLUMNS, room)
    ? keys
    : [...keys]
        .sort((a, b) => weights[b] - weights[a] || a - b)
        .slice(0, Math.min(STRONGEST, room))
        .sort((a, b) => a - b);
}
