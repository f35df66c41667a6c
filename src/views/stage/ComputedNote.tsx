import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';

/** With what numbers a large trace was computed, and why not faster; nothing where there is nothing to say. */
export function ComputedNote({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const { computed, heads } = state.trace;
  const { precision, reason } = computed;
  if (precision === 'float64' && reason === null) {
    return null;
  }
  const held = heads[state.selection.head].precision === precision;
  const text = !held
    ? trans.__('this head in float64, slower: float32 cannot hold its scores')
    : reason === null
      ? trans.__('in float32: five digits of a number are sure')
      : trans.__('in float64, slower: %1', reason);
  return <span className="jp-Attention-differs">{text}</span>;
}
