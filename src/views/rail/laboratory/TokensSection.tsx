import { useEffect, useId, useState } from 'react';
import type { Place, Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { tokenName } from '../../parts/tokenName.ts';
import { Field } from './Field.tsx';

/** Tokens that can be edited one by one. */
const MOST = 32;

/** Tokens renamed, moved, removed and added; and a second sequence that answers. */
export function TokensSection({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { tokens } = state.trace;
  const [first] = state.selection.listed.query;
  const places = tokens.map((token, from): Place => ({ token, from }));
  const arrange = (next: readonly Place[]) => model.edit({ type: 'tokens', places: next });
  return (
    <Field
      name={trans.__('Tokens')}
      hint={trans.__('What is said of a token (its vector, its mask, its scores) goes with it.')}
    >
      <ol className="jp-Attention-tokens">
        {tokens.slice(first, first + MOST).map((token, i) => {
          const t = first + i;
          return (
            <li key={t}>
              <Word
                word={token}
                label={trans.__('Token %1', t + 1)}
                onEnter={word =>
                  arrange(places.map((place, p) => (p === t ? { ...place, token: word } : place)))
                }
              />
              <button
                type="button"
                aria-label={trans.__('Move %1 to the left', tokenName(trans, tokens, t))}
                disabled={t === 0}
                onClick={() => arrange(swapped(places, t - 1))}
              >
                ‹
              </button>
              <button
                type="button"
                aria-label={trans.__('Move %1 to the right', tokenName(trans, tokens, t))}
                disabled={t === tokens.length - 1}
                onClick={() => arrange(swapped(places, t))}
              >
                ›
              </button>
              <button
                type="button"
                aria-label={trans.__('Remove %1', tokenName(trans, tokens, t))}
                disabled={tokens.length === 1}
                onClick={() => arrange(places.filter((_, p) => p !== t))}
              >
                ×
              </button>
            </li>
          );
        })}
        <li>
          <Word
            word=""
            label={trans.__('Another token')}
            onEnter={word => arrange([...places, { token: word, from: null }])}
          />
        </li>
      </ol>
      <SecondSequence state={state} />
    </Field>
  );
}

function SecondSequence({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { trace } = state;
  return (
    <span className="jp-Attention-second">
      <label>
        <input
          type="checkbox"
          checked={trace.cross}
          onChange={event =>
            model.edit({
              type: 'keys',
              line: event.target.checked ? 'cats sleep peacefully' : null
            })
          }
        />
        {trans.__('a second sequence answers (cross-attention)')}
      </label>
      {trace.cross && (
        <Word
          word={trace.keyTokens.join(' ')}
          label={trans.__('Second sequence')}
          onEnter={line => model.edit({ type: 'keys', line })}
        />
      )}
    </span>
  );
}

interface WordProps {
  readonly word: string;
  readonly label: string;
  readonly onEnter: (word: string) => void;
}

/** A word that is typed and taken by Enter, or when the field is left. */
function Word({ word, label, onEnter }: WordProps) {
  const { trans } = useSurroundings();
  const [draft, setDraft] = useState(word);
  useEffect(() => setDraft(word), [word]);
  const [isRefused, setRefused] = useState(false);
  const told = useId();
  const write = (text: string) => {
    setDraft(text);
    setRefused(false);
  };
  const enter = () => {
    if (draft !== word && draft.trim() === '') {
      setRefused(true);
      return;
    }
    if (draft !== word) {
      // What stands at an end is kept where the token had it there: it may begin with a space.
      onEnter(word === word.trim() ? draft.trim() : draft);
    }
    setDraft(word);
  };
  return (
    <>
      <input
        aria-label={label}
        placeholder={label}
        value={draft}
        dir="auto"
        size={Math.max(6, Math.min(40, (draft || label).length))}
        spellCheck={false}
        aria-invalid={isRefused}
        aria-describedby={isRefused ? told : undefined}
        data-editing={draft !== word}
        onChange={event => write(event.target.value)}
        onBlur={enter}
        onKeyDown={event => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
            enter();
          } else if (event.key === 'Escape') {
            write(word);
          }
        }}
      />
      {isRefused && (
        <small id={told} className="jp-Attention-refused" role="alert">
          {trans.__('Nothing was typed; wanted a word. Escape brings back what was there.')}
        </small>
      )}
    </>
  );
}

function swapped(places: readonly Place[], at: number): readonly Place[] {
  return places.map((place, p) => (p === at ? places[at + 1] : p === at + 1 ? places[at] : place));
}
