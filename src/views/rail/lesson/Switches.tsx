import type { ReactElement } from 'react';
import type { Touched } from '../../../format/index.ts';
import type { Ready } from '../../../model/index.ts';
import { isOfStage, isOfTable, Refused } from '../../parts/Refused.tsx';
import { HeadsSection } from '../laboratory/HeadsSection.tsx';
import { MaskSection } from '../laboratory/MaskSection.tsx';
import { PositionsSection } from '../laboratory/PositionsSection.tsx';
import { StagesSection } from '../laboratory/StagesSection.tsx';
import { Projections } from '../Projections.tsx';
import { TokensSection } from '../laboratory/TokensSection.tsx';

type Section = (state: Ready) => ReactElement;

const stages: Section = state => <StagesSection key="stages" state={state} />;
const mask: Section = state => <MaskSection key="mask" state={state} />;

/** The switches of the laboratory that change what a step leaves to be changed; the rest is on the stage. */
const SECTIONS: Partial<Record<Touched, Section>> = {
  tokens: state => <TokensSection key="tokens" state={state} />,
  projections: state => <Projections key="projections" state={state} />,
  mask,
  mask_at: mask,
  scale: stages,
  temperature: stages,
  softmax: stages,
  positions: state => <PositionsSection key="positions" state={state} />,
  residual: stages,
  heads: state => <HeadsSection key="heads" state={state} />
};

interface Props {
  readonly state: Ready;
  readonly touch: readonly Touched[];
}

/** What the learner may change, beside what is asked: both are seen together. */
export function Switches({ state, touch }: Props) {
  const sections = new Set(touch.flatMap(name => SECTIONS[name] ?? []));
  return (
    <>
      <Refused problems={state.refused.filter(one => isOfStage(one) || isOfTable(one))} />
      <div className="jp-Attention-fields">{[...sections].map(section => section(state))}</div>
    </>
  );
}
