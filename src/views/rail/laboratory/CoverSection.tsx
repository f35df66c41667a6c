import type { Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { Predictions } from '../../parts/Predictions.tsx';
import { ChecksField } from './Field.tsx';

const COVERABLE = ['plane', 'matrix', 'outputs', 'table', 'detail'] as const;

/** Covers parts, so that a learner predicts before the truth is seen. */
export function CoverSection({ state }: { readonly state: Ready }) {
  const { model, trans } = useSurroundings();
  const { covered } = state.selection;
  const names: Record<(typeof COVERABLE)[number], string> = {
    plane: trans.__('Embeddings'),
    matrix: trans.__('Attention matrix'),
    outputs: trans.__('Outputs'),
    table: trans.__('Query, key, value'),
    detail: trans.__('The token that is asking')
  };
  return (
    <ChecksField
      name={trans.__('Predict, then reveal')}
      hint={trans.__(
        'A covered part asks a question first; the guess is kept beside the truth. What would tell the answer elsewhere is covered too.'
      )}
      choices={COVERABLE}
      names={names}
      checked={covered}
      onChange={shown => model.select({ covered: shown })}
    >
      <Predictions state={state} />
    </ChecksField>
  );
}
