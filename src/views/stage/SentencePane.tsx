import { mapVector } from '../../engine/index.ts';
import { memo, useEffect, useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { percent, spelled } from '../../figures/index.ts';
import { showsWeights, tokensIn, wordsOf } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import type { Translator } from '../frame/context.ts';
import { AlsoAttends } from '../parts/AlsoAttends.tsx';
import { faded } from '../parts/faded.ts';
import { isOfSentence, Refused } from '../parts/Refused.tsx';
import { TokenSearch } from './TokenSearch.tsx';
import { sideOf } from '../parts/useWindow.ts';
import { Warnings } from './Warnings.tsx';
import { WindowBar } from '../parts/WindowBar.tsx';
import { TokenText } from '../parts/TokenText.tsx';

/** The line that can be edited, and its tokens, shaded by how much the query attends to them. */
export function SentencePane({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { spec, trace } = state;
  const refused = state.refused.filter(isOfSentence);
  const line = spec.sentence ?? trace.tokens.join(' ');
  const [draft, setDraft] = useState(line);
  useEffect(() => setDraft(line), [line]);
  /** The line that was last entered: what is refused is said of it. */
  const [asked, setAsked] = useState<string | null>(null);
  const isEmpty = wordsOf(spec, draft).length === 0;
  const hint = useId();
  const [foundKey, setFoundKey] = useState<number | null>(null);
  useEffect(() => setFoundKey(null), [trace.keyTokens]);

  const onKeyDown = ({ key, nativeEvent }: KeyboardEvent) => {
    if (key === 'Enter' && !nativeEvent.isComposing && draft !== line) {
      setAsked(draft);
      model.edit({ type: 'sentence', sentence: draft });
    } else if (key === 'Escape') {
      setDraft(line);
    }
  };
  return (
    <section className="jp-Attention-pane jp-mod-sentencePane">
      <label className="jp-Attention-sentence">
        <span>{trans.__('Sentence')}</span>
        <input
          value={draft}
          spellCheck={false}
          dir="auto"
          aria-invalid={draft !== line && draft === asked && refused.length > 0}
          aria-describedby={draft === line ? undefined : hint}
          data-editing={draft !== line}
          onChange={event => setDraft(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </label>
      {draft !== line && (
        <p id={hint} className="jp-Attention-hint" role="status">
          {isEmpty
            ? trans.__('No word yet: the tokens below are still those of the line before.')
            : trans.__('Not taken yet: the tokens below are still those of the line before.')}{' '}
          {isEmpty
            ? trans.__('Type one word or more; Escape brings the line back.')
            : trans.__('Enter takes what was typed, Escape brings the line back.')}
        </p>
      )}
      {draft !== line && draft === asked && <Refused problems={refused} />}
      <TokenSearch state={state} onKey={setFoundKey} />
      <QueryChips state={state} />
      {trace.cross && <KeyChips state={state} found={foundKey} />}
      <AlsoAttends state={state} run={state.selection.listed[trace.cross ? 'key' : 'query']} />
      {showsWeights(state.selection) && <Warnings state={state} />}
    </section>
  );
}

/** The tokens that can ask; in self-attention they also answer, and are shaded. */
function QueryChips({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const { trace, selection, madeUp } = state;
  const shares = trace.cross || !showsWeights(selection) ? null : attended(state);
  return (
    <>
      <div
        className="jp-Attention-chips"
        role="group"
        aria-label={trans.__('Tokens: choose the one that is asking')}
      >
        {tokensIn(selection.listed.query).map(t => (
          <QueryChip
            key={t}
            t={t}
            asking={selection.query}
            token={trace.tokens[t]}
            madeUp={madeUp[t]}
            pressed={t === selection.query}
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
}

/** There may be hundreds: one is drawn anew only when what it shows has changed. */
const QueryChip = memo(function QueryChip({ t, asking, pressed, ...chip }: QueryChipProps) {
  const { model, trans } = useSurroundings();
  return (
    <button
      type="button"
      aria-pressed={pressed}
      className="jp-Attention-chip"
      data-number={chip.percent === null ? undefined : `weights:${asking}:${t}`}
      title={chipTitle(trans, chip.token, chip.madeUp)}
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
  return (
    <>
      <ul className="jp-Attention-chips" aria-label={trans.__('Keys: the tokens that answer')}>
        {tokensIn(selection.listed.key).map(t => (
          <li
            key={t}
            className="jp-Attention-chip"
            aria-current={t === found || undefined}
            data-number={shares ? `weights:${selection.query}:${t}` : undefined}
            title={chipTitle(trans, trace.keyTokens[t], keyMadeUp[t])}
          >
            <Chip token={trace.keyTokens[t]} madeUp={keyMadeUp[t]} {...shownShare(shares?.[t])} />
          </li>
        ))}
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

interface ChipProps {
  readonly token: string;
  readonly madeUp: boolean;
  /** The weight in percent, or null where it is not shown. */
  readonly percent: string | null;
  /** How much of the full colour, from 0 to 1 in hundredths. */
  readonly shade: number;
}

function Chip({ token, madeUp, percent: text, shade }: ChipProps) {
  const { theme } = useSurroundings();
  return (
    <>
      {text !== null && (
        <span
          className="jp-Attention-shade"
          style={{ background: faded(theme.roles.query, shade * 0.45) }}
        />
      )}
      <TokenText token={token} />
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

function chipTitle(trans: Translator, token: string, madeUp: boolean): string {
  const name = spelled(token);
  return madeUp ? trans.__('%1: its vector is made up from its letters', name) : name;
}
