import type { Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import { RailPane } from '../RailPane.tsx';
import { isOfStage, Refused } from '../../parts/Refused.tsx';
import { AddedSection } from './AddedSection.tsx';
import { CasesSection } from './CasesSection.tsx';
import { ChangesSection } from './ChangesSection.tsx';
import { CoverSection } from './CoverSection.tsx';
import { DimensionsSection } from './DimensionsSection.tsx';
import { GeometrySection } from './GeometrySection.tsx';
import { HeadsSection } from './HeadsSection.tsx';
import { MaskSection } from './MaskSection.tsx';
import { PositionsSection } from './PositionsSection.tsx';
import { StagesSection } from './StagesSection.tsx';
import { TokensSection } from './TokensSection.tsx';

/** Every stage as a switch, each explained in one sentence; folded until somebody wants it. */
export function LaboratoryPane({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  const { known } = state.trace;
  const isMade = known === 'inputs';
  if (known === 'weights') {
    return (
      <RailPane state={state} name="laboratory" title={trans.__('Laboratory')}>
        <p className="jp-Attention-hint">
          {trans.__(
            'Of this layer nothing but its weights was recorded: there is nothing that they could be computed from anew.'
          )}
        </p>
      </RailPane>
    );
  }
  return (
    <RailPane state={state} name="laboratory" title={trans.__('Laboratory')}>
      {isMade && <CasesSection state={state} />}
      <Refused problems={state.refused.filter(isOfStage)} />
      <div className="jp-Attention-fields">
        <StagesSection state={state} />
        {isMade && <DimensionsSection state={state} />}
        <MaskSection state={state} />
        {isMade && <PositionsSection state={state} />}
        {isMade && <HeadsSection state={state} />}
        <GeometrySection state={state} />
        <CoverSection state={state} />
        {isMade && <TokensSection state={state} />}
        <AddedSection state={state} />
      </div>
      <ChangesSection state={state} />
    </RailPane>
  );
}
