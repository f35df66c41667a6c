import { LIMITS } from './limits.ts';
import { tell } from './messages.ts';

/** Something a payload says that cannot be used, or is not used. */
export interface Problem {
  /** JSON path: `$`, `$.tokens[2]`, `$.projections.query[0][1]`. */
  readonly path: string;
  /** What was found, what was wanted, what to do. */
  readonly message: string;
}

/** Gathers what is wrong while a payload is read. */
export class Report {
  readonly problems: Problem[] = [];
  readonly warnings: Problem[] = [];

  problem(path: string, message: string): void {
    this.problems.push({ path, message });
  }

  warn(path: string, message: string): void {
    this.warnings.push({ path, message });
  }

  /** True while nothing is wrong at `path` or below it. */
  fine(path: string): boolean {
    return !this.problems.some(problem => isBelow(problem, path));
  }

  /** True while nothing is wrong elsewhere than at `path` or below it. */
  fineBeside(path: string): boolean {
    return this.problems.every(problem => isBelow(problem, path));
  }

  /** Reports for one field: the first few problems, then one that counts the rest. */
  field(path: string, problems: Iterable<Problem>, into: Problem[] = this.problems): void {
    let rest = 0;
    let listed = 0;
    for (const problem of problems) {
      if (listed < LIMITS.problems) {
        into.push(problem);
        listed += 1;
      } else {
        rest += 1;
      }
    }
    if (rest > 0) {
      into.push({ path, message: tell('more', { count: rest }) });
    }
  }

  /** The same of what `work` reports, which knows nothing of it; whether there was nothing. */
  within(path: string, work: () => void, most: number = LIMITS.problems): boolean {
    const before = this.problems.length;
    work();
    const rest = this.problems.length - before - most;
    if (rest > 0) {
      this.problems.splice(before + most);
      this.problem(path, tell('more', { count: rest }));
    }
    return this.problems.length === before;
  }
}

function isBelow(problem: Problem, path: string): boolean {
  return (
    problem.path === path ||
    problem.path.startsWith(`${path}.`) ||
    problem.path.startsWith(`${path}[`)
  );
}
