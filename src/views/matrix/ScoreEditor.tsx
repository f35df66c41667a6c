import { isOverridden } from '../../engine/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import type { Cursor } from './MatrixCells.tsx';
import { NumberField } from '../parts/NumberField.tsx';
import { TokenText } from '../parts/TokenText.tsx';

interface Props {
  readonly state: Ready;
  /** The cell that was picked, if any. */
  readonly cell: Cursor | null;
}

/** Sets one score by hand, or lets it be computed again; and what is added to it, where a bias is given. */
export function ScoreEditor({ state, cell }: Props) {
  const { model, trans } = useSurroundings();
  const { trace, selection } = state;
  const { head } = selection;
  if (!cell || cell[0] >= trace.tokens.length || cell[1] >= trace.keyTokens.length) {
    return (
      <p className="jp-Attention-hint">{trans.__('Click a cell to set its score by hand.')}</p>
    );
  }
  const [query, key] = cell;
  const byHand = isOverridden(trace, head, query, key);
  const set = (value: number | null) => model.edit({ type: 'override', head, query, key, value });
  return (
    <p className="jp-Attention-fieldRow">
      <span>
        {trans.__('Score of')} <TokenText token={trace.tokens[query]} /> →{' '}
        <TokenText token={trace.keyTokens[key]} />
      </span>
      <NumberField
        value={trace.heads[head].scores[query][key]}
        name={`scores:${query}:${key}`}
        label={trans.__('Score set by hand')}
        onChange={set}
      />
      {byHand && (
        <button type="button" onClick={() => set(null)}>
          {trans.__('Compute it again')}
        </button>
      )}
      {trace.givenBias && (
        <label>
          {trans.__('bias')}{' '}
          <NumberField
            value={trace.heads[head].bias![query][key]}
            name={`bias:${query}:${key}`}
            label={trans.__('Bias of this pair')}
            onChange={value => model.edit({ type: 'bias', head, query, key, value })}
          />
        </label>
      )}
    </p>
  );
}
