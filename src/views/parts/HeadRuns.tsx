import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { HeadMark } from './HeadMark.tsx';
import { VectorView } from './VectorView.tsx';

/** Runs drawn at once; the rest is only counted. */
const RUNS = 8;

/** The concatenated outputs of the asking token: a run of components a head, each in its colour. */
export function HeadRuns({ state: { trace, selection } }: { readonly state: Ready }) {
  const { theme, trans } = useSurroundings();
  const { query, head: chosen, precise } = selection;
  const count = trace.heads.length;
  return (
    <span className="jp-Attention-runs">
      {trace.heads.slice(0, RUNS).map(({ output }, head) => (
        <span key={head} data-chosen={head === chosen}>
          <HeadMark head={head} of={count} />{' '}
          <VectorView
            vector={output[query]}
            kind="concatenated"
            row={query}
            start={head * output[query].length}
            precise={precise}
            digits={theme.decimals + 1}
          />
        </span>
      ))}
      {count > RUNS && <span>{trans.__('… %1 heads', count)}</span>}
    </span>
  );
}
