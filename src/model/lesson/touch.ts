import { tell, TOUCHED } from '../../format/index.ts';
import type { LessonStep, Problem, Spec, Touched } from '../../format/index.ts';
import { changesBetween } from '../changes.ts';
import { specOf, stepOf } from './starts.ts';

/** The fields that an edit may change, each under the name by which a step of a lesson leaves it to be edited. */
const GROUPS: Readonly<Record<string, Touched>> = {
  key_tokens: 'tokens',
  n_heads: 'heads',
  n_kv_heads: 'heads',
  position_offset: 'positions'
};

/** What differs between two states, by the names that steps of lessons have for it. */
export function touchedBetween(before: Spec, after: Spec): readonly Touched[] {
  const fields = changesBetween(before, after).map(({ field }) => field.split('.')[0]);
  const found = new Set(fields.map(field => GROUPS[field] ?? field));
  return TOUCHED.filter(name => found.has(name));
}

/** What of a state differs from the start of its step, though the step leaves it as it is. */
export function untouchable({ start, touch }: LessonStep, spec: Spec): readonly Touched[] {
  const from = specOf(start);
  return touch && from ? touchedBetween(from, spec).filter(name => !touch.includes(name)) : [];
}

/** Why an edit is not made in the step of a lesson that is played, or nothing. */
export function untouchableProblems(next: Spec): readonly Problem[] {
  const step = next.lesson && stepOf(next.lesson)[1];
  return step
    ? untouchable(step, next).map(name => ({
        path: `$.${name}`,
        message: tell('untouchable', { wanted: step.touch!.join(', ') || 'nothing' })
      }))
    : [];
}
