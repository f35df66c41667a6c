import { serialize } from '../../format/index.ts';
import type { Lesson, Spec } from '../../format/index.ts';
import type { Played } from './play.ts';
import { playOf } from './play.ts';
import { startOf } from './starts.ts';

/** The start of a step, as a spec that plays it; null outside of lessons and past their end. */
export function begun({ lesson }: Spec, step: number): Spec | null {
  return lesson && step >= 0 && step < lesson.steps.length
    ? startOf({ lesson: { ...lesson, step } })
    : null;
}

/** A spec that keeps what was done as the answer to its step, in the place of an older one; null where that reaches no goal. */
export function answered(state: Played): Spec | null {
  const play = playOf(state);
  if (play?.outcome.kind !== 'reached') {
    return null;
  }
  const { lesson: _, ...spec } = state.spec;
  const {
    format: __,
    version: ___,
    ...fields
  } = serialize({
    ...spec,
    view: { ...spec.view, query: state.selection.query, head: state.selection.head }
  });
  const { name } = play.step;
  const others = (play.lesson.answers ?? []).filter(({ step }) => step !== name);
  const lesson: Lesson = { ...play.lesson, answers: [...others, { step: name, state: fields }] };
  return { ...state.spec, lesson };
}
