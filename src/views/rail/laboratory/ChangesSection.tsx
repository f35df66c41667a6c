import { useMemo } from 'react';
import { asPython, serialize } from '../../../format/index.ts';
import type { Change, Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { useUnhurried } from '../../frame/Unhurried.tsx';
import { TokenText } from '../../parts/TokenText.tsx';
import { useCopying } from '../../parts/useCopying.ts';

/** What differs from the start, and the state to take away. */
export function ChangesSection({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const [copied, copy] = useCopying(state.spec);
  // To compare large matrices takes time, and it stands at the end of a long pane.
  const [seen, place] = useUnhurried(state, state.gesture);
  const changes = useMemo(() => (seen.differs ? model.changes : []), [model, seen]);
  return (
    <div ref={place}>
      <h4>{trans.__('What differs from the start')}</h4>
      {changes.length === 0 ? (
        <p className="jp-Attention-hint">{trans.__('Nothing: this is what was sent.')}</p>
      ) : (
        <ul className="jp-Attention-changes">
          {changes.map((change, i) => (
            <li key={i}>{told(change)}</li>
          ))}
        </ul>
      )}
      <div className="jp-Attention-fieldRow">
        <button
          type="button"
          onClick={() => copy(asPython(serialize(state.spec)), trans.__('The Python'))}
        >
          {trans.__('Copy as Python')}
        </button>
        <button
          type="button"
          onClick={() => copy(JSON.stringify(serialize(state.spec)), trans.__('The JSON'))}
        >
          {trans.__('Copy as JSON')}
        </button>
        <span role="status">{copied}</span>
      </div>
    </div>
  );
}

function told({ field, of, before, after }: Change) {
  return (
    <>
      <code>{field}</code> {of !== null && <TokenText token={of} length={80} />}{' '}
      {before !== null && after !== null && (
        <>
          <TokenText token={before} length={80} /> → <TokenText token={after} length={80} />
        </>
      )}
    </>
  );
}
