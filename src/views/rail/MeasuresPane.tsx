import { showsWeights } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { RowMeasuresLine } from './RowMeasuresLine.tsx';
import { NotYet } from '../parts/NotYet.tsx';
import { MeasuresTable } from './MeasuresTable.tsx';
import { RailPane } from './RailPane.tsx';

/** What each row of the weights says of itself. */
export function MeasuresPane({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  return (
    <RailPane state={state} name="measures" title={trans.__('Measures')}>
      {showsWeights(state.selection) ? (
        <>
          <RowMeasuresLine state={state} />
          <MeasuresTable state={state} />
        </>
      ) : (
        <NotYet state={state} step="normalise" />
      )}
    </RailPane>
  );
}
