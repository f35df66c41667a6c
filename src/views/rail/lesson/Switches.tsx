import type { ReactElement } from 'react';
import type { LessonStep, QuantityName, Touched } from '../../../format/index.ts';
import type { Ready } from '../../../model/index.ts';
import { isOfStage, isOfTable, Refused } from '../../parts/Refused.tsx';
import { HeadsSection } from '../laboratory/HeadsSection.tsx';
import { MaskSection } from '../laboratory/MaskSection.tsx';
import { PositionsSection } from '../laboratory/PositionsSection.tsx';
import { StagesSection } from '../laboratory/StagesSection.tsx';
import { Projections } from '../Projections.tsx';
import { TokensSection } from '../laboratory/TokensSection.tsx';

type Section = (state: Ready, touch: readonly Touched[], step: LessonStep) => ReactElement;

const stages: Section = (state, touch) => <StagesSection key="stages" state={state} only={touch} />;
const mask: Section = (state, touch) => <MaskSection key="mask" state={state} only={touch} />;

/** The switches of the laboratory that change what a step leaves to be changed; the rest is on the stage. */
const SECTIONS: Partial<Record<Touched, Section>> = {
  tokens: state => <TokensSection key="tokens" state={state} />,
  projections: (state, _, step) => (
    <Projections
      key="projections"
      state={state}
      names={hasOutputs(step) ? undefined : SCORING}
      plain={!hasOutputs(step)}
    />
  ),
  mask,
  mask_at: mask,
  scale: stages,
  temperature: stages,
  softmax: stages,
  positions: state => <PositionsSection key="positions" state={state} />,
  residual: stages,
  heads: state => <HeadsSection key="heads" state={state} />
};

/** What hangs on W_V or W_O; of the others the matrices are those that make scores. */
const OUTPUTS: readonly QuantityName[] = ['value', 'output', 'output_change'];
const SCORING = ['query', 'key'] as const;

function hasOutputs({ goal = [] }: LessonStep): boolean {
  const about = goal.flatMap(({ about, than }) => [
    about,
    ...(typeof than === 'object' ? [than.about] : [])
  ]);
  return about.length === 0 || about.some(name => OUTPUTS.includes(name));
}

interface Props {
  readonly state: Ready;
  readonly step: LessonStep;
}

/** What the learner may change, beside what is asked: both are seen together. */
export function Switches({ state, step }: Props) {
  const { touch = [] } = step;
  const sections = new Set(touch.flatMap(name => SECTIONS[name] ?? []));
  return (
    <>
      <Refused problems={state.refused.filter(one => isOfStage(one) || isOfTable(one))} />
      <div className="jp-Attention-fields">
        {[...sections].map(section => section(state, touch, step))}
      </div>
    </>
  );
}
