import { useEffect, useState } from 'react';
import type { FormEvent } from 'react';
import { percent, visible } from '../figures/index.ts';
import type { Ready } from '../model/index.ts';
import { useSurroundings } from './context.ts';

/** The line that can be edited, and its tokens, shaded by how much the query attends to them. */
export function SentencePane({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { spec, trace, selection, refused } = state;
  const line = spec.sentence ?? trace.tokens.join(' ');
  const [draft, setDraft] = useState(line);
  useEffect(() => setDraft(line), [line]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft !== line) {
      model.edit({ type: 'sentence', sentence: draft });
    }
  };
  return (
    <section className="jp-Attention-pane jp-mod-sentencePane">
      <form onSubmit={submit}>
        <label>
          <span>{trans.__('Sentence')}</span>
          <input
            value={draft}
            spellCheck={false}
            dir="auto"
            aria-invalid={refused.length > 0}
            onChange={event => setDraft(event.target.value)}
          />
        </label>
      </form>
      {refused.map(problem => (
        <p key={problem.path} className="jp-Attention-refused" role="alert">
          {problem.message}
        </p>
      ))}
      <Chips
        state={state}
        label={trans.__('Tokens: choose the one that is asking')}
        chosen={selection.query}
      />
    </section>
  );
}

interface ChipsProps {
  readonly state: Ready;
  readonly label: string;
  readonly chosen: number;
}

function Chips({ state, label, chosen }: ChipsProps) {
  const { model, theme, trans } = useSurroundings();
  const { trace, selection, madeUp } = state;
  const weights = trace.heads[selection.head].weights[chosen];
  const largest = Math.max(...weights, Number.MIN_VALUE);
  return (
    <div className="jp-Attention-chips" role="group" aria-label={label}>
      {trace.tokens.map((token, t) => {
        const weight = trace.cross ? null : weights[t];
        return (
          <button
            key={t}
            type="button"
            aria-pressed={t === chosen}
            className="jp-Attention-chip"
            title={
              madeUp[t]
                ? trans.__('%1: its vector is made up from its letters', visible(token, 200))
                : visible(token, 200)
            }
            onClick={() => model.select({ query: t })}
          >
            <span
              className="jp-Attention-shade"
              style={{ background: theme.roles.query, opacity: ((weight ?? 0) / largest) * 0.45 }}
            />
            <bdi>{visible(token)}</bdi>
            {madeUp[t] && <span className="jp-Attention-madeUp">*</span>}
            {weight !== null && <small>{percent(weight)}</small>}
          </button>
        );
      })}
    </div>
  );
}
