import { attend } from '../../engine/index.ts';
import type { Trace } from '../../engine/index.ts';
import { FORMAT, parse, VERSION } from '../../format/index.ts';
import type { JsonObject, Lesson, LessonStep, Spec } from '../../format/index.ts';
import { compute } from '../open.ts';
import { sameInputs } from '../same.ts';

/** The step that is played: the one that the lesson says, the last where there are fewer. */
export function stepOf({ steps, step = 0 }: Lesson): readonly [at: number, step: LessonStep] {
  const at = Math.min(step, steps.length - 1);
  return [at, steps[at]];
}

/** A payload of its own, of a state that stands in a lesson. */
export function payloadOf(state: JsonObject): JsonObject {
  const { lesson: _, ...fields } = state; // a state holds no lesson of its own
  return { format: FORMAT, version: VERSION, ...fields };
}

/** The spec of a state that stands in a lesson; null where it is none, which reading the lesson has told. */
export function specOf(state: JsonObject): Spec | null {
  let spec = known.get(state);
  if (spec === undefined) {
    spec = parse(payloadOf(state)).spec;
    known.set(state, spec);
  }
  return spec;
}

const known = new WeakMap<JsonObject, Spec | null>();

/** All that follows from a state that stands in a lesson; null where nothing does. */
export function traceOf(state: JsonObject): Trace | null {
  let trace = traces.get(state);
  if (trace === undefined) {
    const spec = specOf(state);
    const outcome = spec && compute(spec, attend);
    trace = outcome?.ok ? outcome.computed.trace : null;
    traces.set(state, trace);
  }
  return trace;
}

const traces = new WeakMap<JsonObject, Trace | null>();

/** The state with which the step begins that a spec plays, and in it the lesson; null outside of lessons. */
export function startOf({ lesson }: Spec): Spec | null {
  const start = lesson && specOf(stepOf(lesson)[1].start);
  return start ? { ...start, lesson } : null;
}

/** What is covered at the start of a step is covered where a payload begins with it and says nothing of a view. */
export function shownFrom(spec: Spec): Spec {
  const start = spec.view ? null : startOf(spec);
  return start?.view && sameInputs(spec, start) ? { ...spec, view: start.view } : spec;
}
