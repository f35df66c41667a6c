import { checkFit } from './fit.ts';
import { checkLesson } from './lesson.ts';
import { describe, messages, tell, words } from './messages.ts';
import { FORMAT, VERSION } from './names.ts';
import { DESCRIPTION } from './node.ts';
import type { Description } from './node.ts';
import { isObject, readFields } from './read.ts';
import { closedProblems } from './openArrays.ts';
import { Report } from './report.ts';
import type { Problem } from './report.ts';
import type { Spec } from './spec.ts';

/** What came of reading a payload. */
export interface ParseResult {
  /** What the payload says, or null where it has a problem. */
  readonly spec: Spec | null;
  /** All that keeps it from being drawn. */
  readonly problems: readonly Problem[];
  /** What is not used, though the rest is. */
  readonly warnings: readonly Problem[];
}

/**
 * Reads a payload of the format, from anything.
 *
 * Never throws, never computes attention; gathers all problems with their JSON paths. The rules,
 * in order, are those of docs/format.md, "Problems and warnings"; the fields are those of the
 * description, and Python reads the same.
 *
 * @param description - of the format; the published one unless given
 */
export function parse(payload: unknown, description: Description = DESCRIPTION): ParseResult {
  const report = new Report();
  let spec: Spec | null = null;
  if (!isObject(payload)) {
    report.problem('$', tell('notObject', { found: describe(payload) }));
  } else if (checkVersion(payload, report)) {
    const within = (fields: Record<string, unknown>) => {
      const state = { format: FORMAT, version: VERSION, ...fields };
      const { problems, ...read } = parse(state, withoutLessons(description));
      return { ...read, problems: read.spec ? closedProblems(read.spec) : problems };
    };
    spec = readFields(description, payload, '$', { description, report, within });
    checkFit(spec, report, description);
    if (description.properties.lesson) {
      checkLesson(payload.lesson, report);
    }
  }
  return {
    spec: report.problems.length === 0 ? spec : null,
    problems: report.problems,
    warnings: report.warnings
  };
}

/** A state within a lesson holds no lesson of its own. */
function withoutLessons(description: Description): Description {
  const { lesson: _, ...properties } = description.properties;
  return { ...description, properties };
}

/** False where the payload is of a version that cannot be looked into. */
function checkVersion(payload: Record<string, unknown>, report: Report): boolean {
  const { format, version } = payload;
  if (Number.isSafeInteger(version) && (version as number) > VERSION && format === FORMAT) {
    report.problem('$.version', tell('newer', { found: version as number }));
    return false;
  }
  if (format !== FORMAT) {
    report.problem('$.format', messages.wanted(format, `"${FORMAT}"`));
  }
  if (version !== VERSION) {
    report.problem('$.version', messages.wanted(version, words('whole', { number: VERSION })));
  }
  return true;
}
