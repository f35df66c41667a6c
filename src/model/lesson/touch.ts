import { problemAt, tell, TOUCHED, words } from '../../format/index.ts';
import type { LessonStep, Problem, Spec, Touched } from '../../format/index.ts';
import { changesBetween } from '../changes.ts';
import { specOf, stepOf } from './starts.ts';

/**
 * The fields that an edit may change, each under the name by which a step of a lesson leaves it to be edited. What
 * was recorded stands in the place of projections.
 */
const GROUPS: Readonly<Record<string, Touched>> = {
  key_tokens: 'tokens',
  n_heads: 'heads',
  n_kv_heads: 'heads',
  position_offset: 'positions',
  query: 'projections',
  key: 'projections',
  value: 'projections',
  weights: 'projections',
  layers: 'projections'
};

/** Matrices that follow where heads share others' keys and values, or mix otherwise. */
const OF_HEADS = ['projections.key', 'projections.value', 'projections.output'];

/** What of a state differs from the start of its step, though the step leaves it as it is. */
export function untouchable({ start, touch }: LessonStep, spec: Spec): readonly Touched[] {
  const from = specOf(start);
  if (!touch || !from) {
    return [];
  }
  const follows = touch.includes('heads') ? OF_HEADS : [];
  return touchedBetween(from, spec, follows).filter(name => !touch.includes(name));
}

/**
 * What differs between two states, by the names that steps of lessons have for it.
 *
 * @param follows - fields that are not looked at
 */
function touchedBetween(
  before: Spec,
  after: Spec,
  follows: readonly string[] = []
): readonly Touched[] {
  const fields = changesBetween(before, after)
    .map(({ field }) => field)
    .filter(field => !follows.includes(field));
  const names = new Set(fields.map(nameOf));
  return TOUCHED.filter(name => names.has(name));
}

/** What a step leaves to be changed in which just that was done. */
export function touchFor(before: Spec, after: Spec): readonly Touched[] {
  const touched = touchedBetween(before, after);
  return touched.includes('heads') ? touchedBetween(before, after, OF_HEADS) : touched;
}

/** The name that steps of lessons have for a field, of whichever layer. */
function nameOf(field: string): string {
  const [name] = field.replace(/^layers\[\d+\]\./, '').split(/[.[]/);
  return GROUPS[name] ?? name;
}

/** Whether what is named may be edited: always outside of lessons. */
export function mayTouch({ lesson }: Spec, name: Touched): boolean {
  const touch = lesson && stepOf(lesson)[1].touch;
  return !touch || touch.includes(name);
}

/** Why an edit is not made in the step of a lesson that is played, or nothing. */
export function untouchableProblems(next: Spec): readonly Problem[] {
  const step = next.lesson && stepOf(next.lesson)[1];
  return step
    ? untouchable(step, next).map(name =>
        problemAt(
          `$.${name}`,
          tell('untouchable', { wanted: step.touch!.join(', ') || words('nothing') })
        )
      )
    : [];
}
