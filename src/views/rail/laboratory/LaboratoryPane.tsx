import { PRESETS, presetSpec } from '../../../model/index.ts';
import type { Preset, Ready } from '../../../model/index.ts';
import { useSurroundings } from '../../frame/context.ts';
import type { Translator } from '../../frame/context.ts';
import { RailPane } from '../RailPane.tsx';
import { isOfStage, Refused } from '../../parts/Refused.tsx';
import { ChangesSection } from './ChangesSection.tsx';
import { CoverSection } from './CoverSection.tsx';
import { GeometrySection } from './GeometrySection.tsx';
import { HeadsSection } from './HeadsSection.tsx';
import { MaskSection } from './MaskSection.tsx';
import { PositionsSection } from './PositionsSection.tsx';
import { StagesSection } from './StagesSection.tsx';
import { TokensSection } from './TokensSection.tsx';

/** Every stage as a switch, each explained in one sentence; folded until somebody wants it. */
export function LaboratoryPane({ state }: { readonly state: Ready }) {
  const { trans } = useSurroundings();
  return (
    <RailPane state={state} name="laboratory" title={trans.__('Laboratory')} controls={<Presets />}>
      <Refused problems={state.refused.filter(isOfStage)} />
      <div className="jp-Attention-fields">
        <StagesSection state={state} />
        <MaskSection state={state} />
        <PositionsSection state={state} />
        <HeadsSection state={state} />
        <GeometrySection state={state} />
        <CoverSection state={state} />
        <TokensSection state={state} />
      </div>
      <ChangesSection state={state} />
    </RailPane>
  );
}

function Presets() {
  const { model, trans } = useSurroundings();
  const names = presetNames(trans);
  return (
    <select
      aria-label={trans.__('Load a telling case')}
      value=""
      onChange={event =>
        model.edit({ type: 'replace', spec: presetSpec(event.target.value as Preset) })
      }
    >
      <option value="">{trans.__('Load a telling case…')}</option>
      {PRESETS.map(preset => (
        <option key={preset} value={preset}>
          {names[preset]}
        </option>
      ))}
    </select>
  );
}

function presetNames(trans: Translator): Record<Preset, string> {
  return {
    worked: trans.__('The worked example'),
    identity: trans.__('Identity projections: each looks at itself and its like'),
    orthogonal: trans.__('Words at right angles: each finds itself alone'),
    collapsed: trans.__('A large scale: the softmax collapses'),
    uniform: trans.__('W_Q = 0: the mean of all values'),
    noValue: trans.__('W_V = 0: much attention, nothing moved'),
    sink: trans.__('A sink: weight that moves nothing'),
    previous: trans.__('A previous-token head, by positions'),
    induction: trans.__('Previous-token and induction head, a pair'),
    eightHeads: trans.__('Eight heads over sixteen dimensions')
  };
}
