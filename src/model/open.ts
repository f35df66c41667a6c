import { attend, findOverflow } from '../engine/index.ts';
import type { Trace } from '../engine/index.ts';
import { check, messages, parse } from '../format/index.ts';
import type { Problem, Spec } from '../format/index.ts';
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

/** Reads and computes a payload; bad ones come back as their problems. Never throws. */
export function open(payload: unknown): Outcome {
  const { spec, problems, warnings } = parse(payload);
  if (spec === null) {
    return { ok: false, problems, warnings };
  }
  return { ...compute(spec), warnings };
}

/** Computes a spec, again checking that its fields fit together. */
export function recompute(spec: Spec): Outcome {
  const problems = check(spec);
  return problems.length > 0
    ? { ok: false, problems, warnings: [] }
    : { ...compute(spec), warnings: [] };
}

function compute(
  spec: Spec
): { ok: true; computed: Computed } | { ok: false; problems: readonly Problem[] } {
  const resolved = resolve(spec);
  const trace = measured(() => attend(resolved.input));
  const overflow = findOverflow(trace);
  return overflow
    ? {
        ok: false,
        problems: [{ path: '$.embeddings', message: messages.overflow(overflow.path) }]
      }
    : { ok: true, computed: { ...resolved, spec, trace } };
}

/** Leaves the time that `work` took in the page's performance timeline, for profiles and the bench. */
function measured<T>(work: () => T): T {
  const start = performance.now();
  const result = work();
  performance.clearMeasures(MEASURE);
  performance.measure(MEASURE, { start });
  return result;
}
