import { useEffect, useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { matches, visible } from '../../figures/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import type { Translator } from '../frame/translator.ts';
import { sideOf, useWindow } from '../parts/useWindow.ts';

/** A token that was found: one that asks, or, where they are others, one that answers. */
interface Hit {
  readonly side: 'query' | 'key';
  readonly token: number;
}

interface Props {
  readonly state: Ready;
  /** Told which key was found, or null: none is any longer. */
  readonly onKey: (key: number | null) => void;
}

/**
 * Finds tokens by what is in them. Enter goes on to the next one and brings it into the window: one
 * that can ask asks from then on, one that only answers is marked.
 */
export function TokenSearch({ state, onKey }: Props) {
  const { model, trans } = useSurroundings();
  const { tokens, keyTokens, cross } = state.trace;
  const { bring } = useWindow(state);
  const [text, setText] = useState('');
  const [at, setAt] = useState<number | null>(null);
  const found = useMemo(
    () => [...hits('query', tokens, text), ...(cross ? hits('key', keyTokens, text) : [])],
    [tokens, keyTokens, cross, text]
  );
  useEffect(() => setAt(null), [found]);
  const go = (by: 1 | -1) => {
    const { query } = state.selection;
    const next = at === null ? nearest(found, query, by) : (at + by + found.length) % found.length;
    const { side, token } = found[next];
    setAt(next);
    onKey(side === 'key' ? token : null);
    bring(sideOf(state, side), token);
    if (side === 'query') {
      model.select({ query: token });
    }
  };
  const search = (wanted: string) => {
    setText(wanted);
    setAt(null);
    onKey(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      event.stopPropagation();
      if (found.length > 0) {
        go(event.shiftKey ? -1 : 1);
      }
    } else if (event.key === 'Escape') {
      search('');
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
        title={
          cross
            ? trans.__(
                'Enter: the next one asks, or is marked among the keys; Shift and Enter: the one before. The search of the page does not look into the view.'
              )
            : trans.__(
                'Enter: the next one asks; Shift and Enter: the one before. The search of the page does not look into the view.'
              )
        }
        onChange={event => search(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <small role="status">{text !== '' && told(trans, state, found, at)}</small>
    </label>
  );
}

function hits(side: Hit['side'], tokens: readonly string[], text: string): readonly Hit[] {
  return matches(tokens, text).map(token => ({ side, token }));
}

/** How many were found, or which of them is reached, and in which sequence. */
function told(trans: Translator, { trace }: Ready, found: readonly Hit[], at: number | null) {
  if (found.length === 0) {
    return trans.__('not found');
  }
  const hit = at === null ? undefined : found[at];
  if (!hit) {
    const keys = found.filter(({ side }) => side === 'key').length;
    return trace.cross
      ? trans.__('%1 found, %2 of them among the keys', found.length, keys)
      : trans.__('%1 found', found.length);
  }
  const tokens = hit.side === 'key' ? trace.keyTokens : trace.tokens;
  const place = [at! + 1, found.length, hit.token + 1, visible(tokens[hit.token])] as const;
  return hit.side === 'key'
    ? trans.__('%1 of %2: key %3, %4', ...place)
    : trans.__('%1 of %2: token %3, %4', ...place);
}

/** The first match at the token that is asking or after it, keys coming last, or the last one before. */
function nearest(found: readonly Hit[], asking: number, by: 1 | -1): number {
  const after = found.findIndex(({ side, token }) => side === 'key' || token >= asking);
  return by === 1
    ? Math.max(0, after)
    : ((after < 0 ? found.length : after) - 1 + found.length) % found.length;
}
