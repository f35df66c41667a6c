import { hasOutputs } from '../engine/index.ts';
import { STEPS } from '../format/index.ts';
import type { Layer, Stage, Step } from '../format/index.ts';
import type { Trace } from '../engine/index.ts';
import { isCovered } from './covers.ts';
import type { Selection } from './selection.ts';

/** The steps that do something in this trace, in the order of computation. */
export function stepsOf(trace: Trace): readonly Step[] {
  if (trace.known === 'weights') {
    return ['normalise'];
  }
  const isRecorded = trace.known === 'heads';
  const isSilent = !hasOutputs(trace);
  const idle: Partial<Record<Step, boolean>> = {
    embed: isRecorded,
    project: isRecorded,
    scale: trace.scale === 1,
    mask: trace.mask === null,
    weigh: isSilent,
    sum: isSilent,
    concatenate: isSilent || trace.heads.length === 1,
    mix: trace.projections.output === null,
    residual: !trace.residual
  };
  return STEPS.filter(step => !idle[step]);
}

/** The step so many after the one that is shown, or before it; before the first one, or of all, the first. */
export function stepFrom({ trace, selection }: Stepped, by: number): Step {
  const steps = stepsOf(trace);
  const at = selection.step === null ? -1 : steps.indexOf(selection.step);
  return steps[Math.max(0, Math.min(steps.length - 1, at + by))];
}

/** What has steps. */
interface Stepped {
  readonly trace: Trace;
  readonly selection: Selection;
}

/** What decides which numbers are shown. */
export type Shown = Pick<Selection, 'step' | 'covered'>;

/**
 * Whether the numbers that a step makes are shown: the way has come as far, and no cover holds them back. All
 * that shows numbers, or tells them in words, asks here.
 */
export function reached({ step, covered }: Shown, wanted: Step): boolean {
  const isComputed = step === null || STEPS.indexOf(step) >= STEPS.indexOf(wanted);
  return isComputed && !isCovered(covered, wanted);
}

/** Whether weights are shown. */
export function showsWeights(selection: Shown): boolean {
  return reached(selection, 'normalise');
}

/** Whether everything is shown. */
export function finished(trace: Trace, selection: Selection): boolean {
  const steps = stepsOf(trace);
  return reached(selection, steps[steps.length - 1]);
}

const NEEDED: Readonly<Record<Layer, Step>> = {
  embeddings: 'embed',
  query: 'project',
  key: 'project',
  value: 'project',
  output: 'residual'
};

/** What is selected, without what is not yet computed, or covered. */
export function shownSelection(trace: Trace, selection: Selection): Selection {
  const { step, layers, covered } = selection;
  return step === null && covered.length === 0
    ? selection
    : {
        ...selection,
        stage: step === null ? selection.stage : stageAt(selection, step),
        layers: layers.filter(layer =>
          layer === 'output' ? finished(trace, selection) : reached(selection, NEEDED[layer])
        )
      };
}

/** The stage of the matrix that a step makes. */
function stageAt(selection: Selection, step: Step): Stage {
  if (reached(selection, 'normalise')) {
    return 'weights';
  }
  const stages: Partial<Record<Step, Stage>> = {
    scale: 'scaled_scores',
    mask: 'masked_scores',
    exponentiate: 'masked_scores'
  };
  return stages[step] ?? 'scores';
}
