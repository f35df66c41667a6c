import { attend, findOverflow, isOutOfMemory } from '../engine/index.ts';
import type { AttentionInput, Trace } from '../engine/index.ts';
import { closedProblems, messages, openLayer, parse, problemAt } from '../format/index.ts';
import type { Problem, Spec, Told } from '../format/index.ts';
import { resolve } from './resolve.ts';
import type { Resolved } from './resolve.ts';

/** The name under which the engine's time stands in the performance timeline. */
const MEASURE = 'attention:attend';

/** A spec with all that follows from it. */
export interface Computed extends Resolved {
  readonly spec: Spec;
  readonly trace: Trace;
}

/** Either what was computed, or why it was not. */
export type Outcome =
  | { readonly ok: true; readonly computed: Computed; readonly warnings: readonly Problem[] }
  | {
      readonly ok: false;
      readonly problems: readonly Problem[];
      readonly warnings: readonly Problem[];
    };

/** Where it is told that numbers overflow, by what they are made from. */
const OVERFLOWN = { inputs: '$.embeddings', heads: '$.query', weights: '$.weights' } as const;

/** What makes a trace of an input. */
type Attend = (input: AttentionInput) => Trace;

/** Reads and computes a payload, in the plain way unless told; bad ones come back as their problems. Never throws. */
export function open(payload: unknown, by: Attend = attend): Outcome {
  const { spec, problems, warnings } = parse(payload);
  if (spec === null) {
    return { ok: false, problems, warnings };
  }
  const closed = closedProblems(spec);
  if (closed.length > 0) {
    return { ok: false, problems: closed, warnings };
  }
  return { ...compute(spec, by), warnings };
}

/** A spec with all that follows from it, or why it has none. */
type Result =
  | { readonly ok: true; readonly computed: Computed }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Computes a spec whose fields fit together. */
export function compute(spec: Spec, attend: Attend): Result {
  const { problems } = openLayer(spec, spec.view?.layer);
  if (problems.length > 0) {
    return { ok: false, problems };
  }
  const resolved = resolve(spec);
  try {
    const trace = measured(() => attend(resolved.input));
    const overflow = findOverflow(trace);
    return overflow
      ? failed(OVERFLOWN[trace.known], messages.overflow(overflow.path))
      : { ok: true, computed: { ...resolved, spec, trace } };
  } catch (error) {
    if (!isOutOfMemory(error)) {
      throw error;
    }
    const { tokens, keyTokens, nHeads } = resolved.input;
    const told = messages.memory(tokens.length, (keyTokens ?? tokens).length, nHeads);
    return failed('$.tokens', told);
  }
}

function failed(path: string, told: Told): Result {
  return { ok: false, problems: [problemAt(path, told)] };
}

/** Leaves the time that `work` took in the page's performance timeline, for profiles and the bench. */
function measured<T>(work: () => T): T {
  const start = performance.now();
  const result = work();
  performance.clearMeasures(MEASURE);
  performance.measure(MEASURE, { start });
  return result;
}
