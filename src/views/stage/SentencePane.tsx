import { mapVector } from '../../engine/index.ts';
import { lazy, memo, Suspense, useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { percent, spelled } from '../../figures/index.ts';
import { showsWeights, tokensIn, wordsOf } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import type { Translator } from '../frame/translator.ts';
import { AlsoAttends } from '../parts/AlsoAttends.tsx';
import { faded } from '../parts/faded.ts';
import { Examples } from './Examples.tsx';
import { isOfSentence, Refused } from '../parts/Refused.tsx';
import { sideOf } from '../parts/useWindow.ts';
import { RecordedNote } from './RecordedNote.tsx';
import { WindowBar } from '../parts/WindowBar.tsx';
import { specialsOf } from '../parts/specials.ts';
import type { Special } from '../parts/specials.ts';
import { TokenText } from '../parts/TokenText.tsx';

/** From this many tokens on they are searched rather than looked for. */
const MANY = 40;

const TokenSearch = lazy(async () => ({
  default: (await import('./TokenSearch.tsx')).TokenSearch
}));

/** The line that can be edited, and its tokens, shaded by how much the query attends to them. */
export function SentencePane({ state }: { readonly state: Ready }) {
  const { trace } = state;
  const [foundKey, setFoundKey] = useState<number | null>(null);
  useEffect(() => setFoundKey(null), [trace.keyTokens]);
  return (
    <section className="jp-Attention-pane jp-mod-sentencePane">
      {trace.known === 'inputs' ? <SentenceField state={state} /> : <RecordedNote state={state} />}
      {Math.max(trace.tokens.length, trace.keyTokens.length) > MANY && (
        <Suspense fallback={null}>
          <TokenSearch state={state} onKey={setFoundKey} />
        </Suspense>
      )}
      <QueryChips state={state} />
      {trace.cross && <KeyChips state={state} found={foundKey} />}
      <AlsoAttends state={state} run={state.selection.listed[trace.cross ? 'key' : 'query']} />
    </section>
  );
}

/** The line: what is typed is seen at once. */
function SentenceField({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { spec, trace } = state;
  const refused = state.refused.filter(isOfSentence);
  const line = spec.sentence ?? trace.tokens.join(' ');
  // What is typed may differ from what is taken: in spaces, or where nothing is left of it.
  const [draft, setDraft] = useState<string | null>(null);
  const taken = useRef(line);
  const [composing, setComposing] = useState(false);
  useEffect(() => {
    // A line that came from elsewhere, as by undo, is shown.
    if (taken.current !== line) {
      taken.current = line;
      setDraft(null);
    }
  }, [line]);
  const shown = draft ?? line;
  const isEmpty = wordsOf(spec, shown).length === 0;
  const hint = useId();

  const take = (text: string) => {
    setDraft(text);
    if (wordsOf(spec, text).length > 0) {
      // Of a line that is refused the one before stays taken.
      taken.current = spec.tokens ? wordsOf(spec, text).join(' ') : text;
      model.edit({ type: 'sentence', sentence: text, typing: true });
    }
  };
  const finish = () => {
    model.endTyping();
    if (refused.length === 0) {
      setDraft(null);
    }
  };
  const onKeyDown = ({ key, nativeEvent }: KeyboardEvent) => {
    if (nativeEvent.isComposing) {
      return;
    }
    if (key === 'Enter' && !isEmpty) {
      finish();
    } else if (key === 'Escape' && draft !== null) {
      model.cancelTyping();
      setDraft(null);
    }
  };
  return (
    <>
      <label className="jp-Attention-sentence">
        <span>{trans.__('Sentence')}</span>
        <input
          value={shown}
          spellCheck={false}
          dir="auto"
          aria-invalid={isEmpty || (draft !== null && refused.length > 0)}
          aria-describedby={hint}
          data-editing={draft !== null}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={event => {
            setComposing(false);
            take(event.currentTarget.value);
          }}
          onChange={event => {
            if (composing) {
              setDraft(event.target.value);
            } else {
              take(event.target.value);
            }
          }}
          onBlur={finish}
          onKeyDown={onKeyDown}
        />
        <small id={hint} role="status">
          {isEmpty
            ? trans.__('No word yet: type one or more, or press Escape for the line before.')
            : trans.__('follows as you type')}
        </small>
        <Examples state={state} />
      </label>
      {draft !== null && <Refused problems={refused} />}
    </>
  );
}

/** Which way keys walk the chips. */
const WAYS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: -Infinity,
  End: Infinity
};

/**
 * The chip that is the one stop of the row, and what walks to the others. Presented, arrow keys step: each chip is
 * a stop then.
 */
function useWalk(tokens: readonly number[], asking: number) {
  const { presenting } = useSurroundings();
  // Where keys have come to; once another token asks, there.
  const [walked, setWalked] = useState({ asking, at: asking });
  const here = walked.asking === asking ? walked.at : asking;
  const stop = [here, asking].find(token => tokens.includes(token)) ?? tokens[0];
  const onKeyDown = (event: KeyboardEvent) => {
    const chips = [...event.currentTarget.children] as HTMLElement[];
    const by = WAYS[event.key];
    if (by !== undefined && !presenting && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      const to = chips.indexOf(event.target as HTMLElement) + by;
      const next = Math.max(0, Math.min(chips.length - 1, to));
      setWalked({ asking, at: tokens[next] });
      chips[next].focus();
    }
  };
  return { onKeyDown, isStop: (token: number) => presenting || token === stop };
}

/** The tokens that can ask; in self-attention they also answer, and are shaded. */
function QueryChips({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const { trace, selection, madeUp } = state;
  const shares = trace.cross || !showsWeights(selection) ? null : attended(state);
  const special = specialsOf(state).query;
  const tokens = tokensIn(selection.listed.query);
  const { onKeyDown, isStop } = useWalk(tokens, selection.query);
  return (
    <>
      <div
        className="jp-Attention-chips"
        role="group"
        aria-label={trans.__('Tokens: choose the one that is asking')}
        onKeyDown={onKeyDown}
      >
        {tokens.map(t => (
          <QueryChip
            key={t}
            t={t}
            asking={selection.query}
            token={trace.tokens[t]}
            madeUp={madeUp[t]}
            special={special(t)}
            pressed={t === selection.query}
            isStop={isStop(t)}
            {...shownShare(shares?.[t])}
          />
        ))}
      </div>
      <WindowBar state={state} side={sideOf(state, 'query')} />
    </>
  );
}

interface QueryChipProps extends ChipProps {
  readonly t: number;
  /** The token that is asking. */
  readonly asking: number;
  readonly pressed: boolean;
  /** Tab comes to it. */
  readonly isStop: boolean;
}

/** There may be hundreds: one is drawn anew only when what it shows has changed. */
const QueryChip = memo(function QueryChip({ t, asking, pressed, isStop, ...chip }: QueryChipProps) {
  const { model, trans } = useSurroundings();
  return (
    <button
      type="button"
      tabIndex={isStop ? 0 : -1}
      aria-pressed={pressed}
      className="jp-Attention-chip"
      data-number={chip.percent === null ? undefined : `weights:${asking}:${t}`}
      title={chipTitle(trans, chip)}
      onClick={() => model.select({ query: t })}
    >
      <Chip {...chip} />
    </button>
  );
});

/** The tokens that answer, where they are others than those that ask. */
function KeyChips({ state, found }: { readonly state: Ready; readonly found: number | null }) {
  const { trans } = useSurroundings();
  const { trace, selection, keyMadeUp } = state;
  const shares = showsWeights(selection) ? attended(state) : null;
  const special = specialsOf(state).key;
  return (
    <>
      <ul
        className="jp-Attention-chips"
        tabIndex={0}
        aria-label={trans.__('Keys: the tokens that answer')}
      >
        {tokensIn(selection.listed.key).map(t => {
          const word = { token: trace.keyTokens[t], madeUp: keyMadeUp[t], special: special(t) };
          return (
            <li
              key={t}
              className="jp-Attention-chip"
              aria-current={t === found || undefined}
              data-number={shares ? `weights:${selection.query}:${t}` : undefined}
              title={chipTitle(trans, word)}
            >
              <Chip {...word} {...shownShare(shares?.[t])} />
            </li>
          );
        })}
      </ul>
      <WindowBar state={state} side="key" />
    </>
  );
}

interface Share {
  readonly weight: number;
  /** Between 0 and 1: the weight by the row's largest. */
  readonly shade: number;
}

/** What a chip is of. */
interface Word {
  readonly token: string;
  readonly madeUp: boolean;
  readonly special: Special | undefined;
}

interface ChipProps extends Word {
  /** The weight in percent, or null where it is not shown. */
  readonly percent: string | null;
  /** How much of the full colour, from 0 to 1 in hundredths. */
  readonly shade: number;
}

function Chip({ token, madeUp, special, percent: text, shade }: ChipProps) {
  const { theme } = useSurroundings();
  return (
    <>
      {text !== null && special !== 'dimmed' && (
        <span
          className="jp-Attention-shade"
          style={{ background: faded(theme.roles.query, shade * 0.45) }}
        />
      )}
      <TokenText token={token} special={special} />
      {madeUp && <span className="jp-Attention-madeUp">*</span>}
      {text !== null && <small>{text}</small>}
    </>
  );
}

function shownShare(share: Share | undefined): Pick<ChipProps, 'percent' | 'shade'> {
  return share
    ? { percent: percent(share.weight), shade: Math.round((share.shade || 0) * 100) / 100 }
    : { percent: null, shade: 0 };
}

/** How much the chosen query attends to each key. */
function attended({ trace, selection }: Ready): readonly Share[] {
  const weights = trace.heads[selection.head].weights[selection.query];
  const largest = Math.max(...weights) || 1;
  return mapVector(weights, weight => ({ weight, shade: weight / largest }));
}

function chipTitle(trans: Translator, { token, madeUp, special }: Word): string {
  const name = spelled(token);
  if (special) {
    return special === 'dimmed'
      ? trans.__('%1: a special token, left out of lines and text', name)
      : trans.__('%1: a special token, which the tokenizer added', name);
  }
  return madeUp ? trans.__('%1: its vector is made up from its letters', name) : name;
}
