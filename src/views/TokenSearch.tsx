import { useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { matches, visible } from '../figures/index.ts';
import type { Ready } from '../model/index.ts';
import { useSurroundings } from './context.ts';
import { sideOf, useWindow } from './useWindow.ts';

/** From this many tokens on they are searched rather than looked for. */
const MANY = 40;

/** Finds tokens by what is in them; Enter lets the next one ask and brings it into the window. */
export function TokenSearch({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { tokens } = state.trace;
  const { bring } = useWindow(state);
  const [text, setText] = useState('');
  const [at, setAt] = useState<number | null>(null);
  const found = useMemo(() => matches(tokens, text), [tokens, text]);
  if (tokens.length <= MANY) {
    return null;
  }
  const go = (by: 1 | -1) => {
    const { query } = state.selection;
    const next = at === null ? nearest(found, query, by) : (at + by + found.length) % found.length;
    setAt(next);
    bring(sideOf(state, 'query'), found[next]);
    model.select({ query: found[next] });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      if (found.length > 0) {
        go(event.shiftKey ? -1 : 1);
      }
    } else if (event.key === 'Escape') {
      setText('');
      setAt(null);
    }
  };
  return (
    <label className="jp-Attention-search">
      <span>{trans.__('Find a token')}</span>
      <input
        type="search"
        value={text}
        spellCheck={false}
        dir="auto"
        data-editing={text !== ''}
        title={trans.__('Enter: the next one asks; Shift and Enter: the one before')}
        onChange={event => {
          setText(event.target.value);
          setAt(null);
        }}
        onKeyDown={onKeyDown}
      />
      <small role="status">
        {text !== '' &&
          (found.length === 0
            ? trans.__('not found')
            : at === null || at >= found.length
              ? trans.__('%1 found', found.length)
              : trans.__(
                  '%1 of %2: token %3, %4',
                  at + 1,
                  found.length,
                  found[at] + 1,
                  visible(tokens[found[at]])
                ))}
      </small>
    </label>
  );
}

/** The first match at the token that is asking or after it, or the last one before. */
function nearest(found: readonly number[], asking: number, by: 1 | -1): number {
  const after = found.findIndex(token => token >= asking);
  return by === 1
    ? Math.max(0, after)
    : ((after < 0 ? found.length : after) - 1 + found.length) % found.length;
}
