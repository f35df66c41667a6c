import { useMemo } from 'react';
import { oddities } from '../../engine/index.ts';
import type { Oddity } from '../../engine/index.ts';
import { mostOf } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import type { Translator } from '../frame/translator.ts';
import { useStill } from '../frame/Unhurried.tsx';

/**
 * What is off in the head that is shown, in words; of very long ones in the rows that are shown. All of
 * a large head is computed for it, which waits until nothing has changed for a moment.
 */
export function Warnings({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const still = useStill(state, state.gesture);
  const { trace, selection } = state.trace.computed.by === 'typescript' ? state : still;
  const { head, window } = selection;
  const [first, count] = window.query;
  const found = useMemo(() => {
    const all = mostOf(trace.tokens.length) === trace.tokens.length;
    return oddities(trace, head, all ? undefined : [first, first + count]);
  }, [trace, head, first, count]);
  return (
    <div role="status" className="jp-Attention-warnings">
      {found.map(oddity => (
        <p key={oddity}>{words(trans)[oddity]}</p>
      ))}
    </div>
  );
}

function words(trans: Translator): Record<Oddity, string> {
  return {
    overflow: trans.__(
      'The naive softmax has overflowed: exp above about 709, or its sum, is more than a double holds; ÷ ∞, weights are 0 or not a number (NaN). The stable softmax would answer.'
    ),
    underflow: trans.__(
      'The naive softmax has underflowed: exp of scores below about −708 is 0, or too little to divide by; the weights are infinite or not a number (NaN). The stable softmax would answer.'
    ),
    nothing: trans.__(
      'A row is masked throughout: its exponentials are all 0, and 0 ÷ 0 is not a number (NaN). The stable softmax would give it no weight at all.'
    ),
    sums: trans.__(
      'Rows do not sum to 1: the mask came after the softmax and took weight away that nobody got.'
    ),
    recorded: trans.__(
      'These weights were recorded, and rows of them do not sum to 1: as the model gave them, or as precisely as they were kept.'
    ),
    masked: trans.__(
      'A row is masked throughout: it attends to nothing, and what the head gathers for it is zero.'
    ),
    saturated: trans.__(
      'The softmax is saturated: most rows look at one token alone, and small changes of a score no longer show.'
    )
  };
}
