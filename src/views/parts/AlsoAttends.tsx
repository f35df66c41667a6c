import { outsideOf, percent, visible } from '../../figures/index.ts';
import type { Run } from '../../format/index.ts';
import { showsWeights } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { sideOf, useWindow } from './useWindow.ts';
import { TokenText } from './TokenText.tsx';

/** Keys that are named at most. */
const MOST = 5;

interface Props {
  readonly state: Ready;
  /** The keys that are listed beside. */
  readonly run: Run;
}

/** The strongest keys that are not listed, each a way there: nothing important hides. */
export function AlsoAttends({ state, run }: Props) {
  const { trans } = useSurroundings();
  const { bring } = useWindow(state);
  const { trace, selection } = state;
  const { head, query } = selection;
  const weights = trace.heads[head].weights[query];
  if (run[1] === weights.length || !showsWeights(selection)) {
    return null;
  }
  const { strongest, weight } = outsideOf(weights, run, MOST);
  const name = visible(trace.tokens[query]);
  if (strongest.length === 0) {
    return (
      <p className="jp-Attention-also">
        {trans.__(
          '%1 attends to no key outside of these by 1% or more; to all of them together by %2.',
          name,
          percent(weight)
        )}
      </p>
    );
  }
  return (
    <p className="jp-Attention-also">
      {trans.__('%1 also attends, outside of these keys, to', name)}{' '}
      {strongest.map(({ key, weight }) => (
        <button
          key={key}
          type="button"
          data-number={`weights:${query}:${key}`}
          title={trans.__('Go to token %1', key + 1)}
          onClick={() => bring(sideOf(state, 'key'), key)}
        >
          <TokenText token={trace.keyTokens[key]} length={16} /> {key + 1} <b>{percent(weight)}</b>
        </button>
      ))}{' '}
      {trans.__('(all outside together: %1)', percent(weight))}
    </p>
  );
}
