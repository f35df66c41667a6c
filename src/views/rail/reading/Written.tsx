import { visible } from '../../../figures/index.ts';
import { shownLayer } from '../../../model/index.ts';
import type { Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { ActButton } from '../../parts/ActButton.tsx';

/** How many of the tokens that ask the model was given; null: it wrote none of them itself. */
export function promptOf({ spec, trace, selection }: Ready): number | null {
  const isOfKeys = spec.layers?.[selection.layer]?.sequence === 'key_tokens';
  const prompt = shownLayer(spec).model?.prompt;
  return prompt !== undefined && !isOfKeys && prompt < trace.tokens.length ? prompt : null;
}

interface Props {
  readonly state: Ready;
  readonly prompt: number;
}

/** The way from one token that the model wrote to the next: it asks, and the text is as it was then. */
export function Written({ state: { trace, selection }, prompt }: Props) {
  const { model, trans } = useSurroundings();
  const { tokens } = trace;
  const { query } = selection;
  const count = tokens.length - prompt;
  const at = query >= prompt ? query - prompt : null;
  const go = (to: number) => model.select({ query: prompt + to });
  return (
    <div
      className="jp-Attention-written"
      role="group"
      aria-label={trans.__('Tokens that the model wrote')}
    >
      <ActButton
        aria-label={trans.__('The token before')}
        can={at !== null && at > 0}
        onClick={() => go(at! - 1)}
      >
        ‹
      </ActButton>
      <span role="status">
        {at === null
          ? trans.__('%1 tokens generated', count)
          : trans.__('token %1 of %2 generated', at + 1, count)}
      </span>
      <ActButton
        aria-label={trans.__('The token after')}
        can={at === null || at < count - 1}
        onClick={() => go(at === null ? 0 : at + 1)}
      >
        ›
      </ActButton>
      {at !== null && prompt > 0 && (
        <button type="button" onClick={() => model.select({ query: prompt - 1 })}>
          {trans.__('whole text')}
        </button>
      )}
      {query >= prompt - 1 && (
        <p className="jp-Attention-hint">
          {query < tokens.length - 1
            ? trans.__('Having read %1 the model wrote %2.', visible(tokens[query]), visible(tokens[query + 1])) // prettier-ignore
            : trans.__(
                'What the model wrote after %1 it did not read again.',
                visible(tokens[query])
              )}
        </p>
      )}
    </div>
  );
}
