import type { Step } from '../../format/index.ts';
import { isCovered } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';

interface Props {
  readonly state: Ready;
  /** The step whose numbers would stand here. */
  readonly step: Step;
}

/** Stands where something has not been computed yet, or would tell what is covered. */
export function NotYet({ state, step }: Props) {
  const { trans } = useSurroundings();
  return (
    <p className="jp-Attention-hint">
      {isCovered(state.selection.covered, step)
        ? trans.__('Covered: it would tell what is to be predicted.')
        : trans.__('Not computed yet.')}
    </p>
  );
}
