import { PATTERNS } from '../../engine/index.ts';
import type { Trace } from '../../engine/index.ts';
import type {
  JsonObject,
  Lesson,
  LessonHint,
  LessonStep,
  Spec,
  Touched
} from '../../format/index.ts';
import { open } from '../open.ts';
import { sameInputs } from '../same.ts';
import { selectionOf } from '../selection.ts';
import type { Selection } from '../selection.ts';
import { payloadOf, specOf, stepOf, traceOf } from './starts.ts';
import type { Stated } from './stated.ts';
import { allHold, judge } from './statements.ts';
import type { Judged } from './statements.ts';
import { untouchable } from './touch.ts';

/** How it stands with the step that is played. */
export interface Play {
  readonly lesson: Lesson;
  /** The step, counted from 0. */
  readonly at: number;
  readonly step: LessonStep;
  /** Each statement of the goal, as it is now. */
  readonly goal: readonly Judged[];
  readonly outcome: Outcome;
}

/** What a check says: why the goal is not reached, or that it is. */
export type Outcome =
  | { readonly kind: 'reached' }
  /** The state is the one that the step began with. */
  | { readonly kind: 'untouched' }
  /** Something was changed that the step leaves as it is. */
  | { readonly kind: 'elsewhere'; readonly touched: readonly Touched[] }
  /** A way that is known to be wrong. */
  | { readonly kind: 'hint'; readonly hint: LessonHint }
  /** What does not hold yet. */
  | { readonly kind: 'missing'; readonly missing: readonly Judged[] };

/** A state with all that follows from it. */
export interface Played {
  readonly spec: Spec;
  readonly trace: Trace;
  readonly selection: Selection;
}

/** How it stands with a lesson, or null where there is none. */
export function playOf(state: Played): Play | null {
  const { lesson } = state.spec;
  if (!lesson) {
    return null;
  }
  const [at, step] = stepOf(lesson);
  return { lesson, at, step, ...outcomeOf(state, step) };
}

/** What a state comes to by the goal of a step. */
export function outcomeOf(played: Played, step: LessonStep): Pick<Play, 'goal' | 'outcome'> {
  const state = { ...played, begun: () => traceOf(step.start) };
  const goal = (step.goal ?? []).map(statement => judge(state, statement));
  return { goal, outcome: outcome(state, step, goal) };
}

function outcome(state: Played & Stated, step: LessonStep, goal: readonly Judged[]): Outcome {
  const touched = untouchable(step, state.spec);
  if (touched.length > 0) {
    return { kind: 'elsewhere', touched };
  }
  if (!isMoved(state, step)) {
    return { kind: 'untouched' };
  }
  if (allHold(goal)) {
    return { kind: 'reached' };
  }
  const hint = step.hints?.find(({ when }) => allHold(when.map(one => judge(state, one))));
  return hint
    ? { kind: 'hint', hint }
    : { kind: 'missing', missing: goal.filter(({ holds }) => !holds) };
}

/** Whether something was done since the step began: an edit, a guess, another choice where the goal is about that. */
function isMoved({ spec, selection }: Played, { start, goal = [] }: LessonStep): boolean {
  const from = specOf(start);
  if (from === null || !sameInputs(from, spec)) {
    return true;
  }
  const { predictions = [], query, layer = 0, head = 0 } = from.view ?? {};
  const isAbout = (names: readonly string[]) => goal.some(({ about }) => names.includes(about));
  // Where no query is named, the word that says most asks: nobody chose it.
  const asks = query !== undefined && query !== selection.query && isAbout(['asking']);
  const climbs = layer !== selection.layer && isAbout(['rollout']);
  const shows = (layer !== selection.layer || head !== selection.head) && isAbout([...PATTERNS]);
  return selection.predictions.length > predictions.length || asks || climbs || shows;
}

/**
 * Whether an answer that is kept reaches the goal of its step: computed anew, for what stands in a file may
 * have been written by anyone.
 */
export function isReached(lesson: Lesson, name: string): boolean {
  const step = lesson.steps.find(each => each.name === name);
  const answer = lesson.answers?.find(each => each.step === name);
  return (
    step !== undefined && answer !== undefined && outcomeOfAnswer(step, answer.state) === 'reached'
  );
}

/** What a kept state comes to by the goal of a step; `unreadable` where nothing can be computed from it. */
export function outcomeOfAnswer(
  step: LessonStep,
  state: JsonObject
): Outcome['kind'] | 'unreadable' {
  const before = known.get(state);
  if (before?.step === step) {
    return before.kind;
  }
  const spec = specOf(state);
  const opened = spec && open(payloadOf(state));
  let kind: Outcome['kind'] | 'unreadable' = 'unreadable';
  if (opened?.ok) {
    const { computed } = opened;
    const selection = selectionOf(computed.spec, computed.input);
    kind = outcomeOf({ ...computed, selection }, step).outcome.kind;
  }
  known.set(state, { step, kind });
  return kind;
}

const known = new WeakMap<
  JsonObject,
  { readonly step: LessonStep; readonly kind: Outcome['kind'] | 'unreadable' }
>();
