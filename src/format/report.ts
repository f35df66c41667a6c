import { LIMITS } from './limits.ts';
import { tell } from './messages.ts';
import { said } from './told.ts';
import type { Part } from './told.ts';

/** Something a payload says that cannot be used, or is not used. */
export interface Problem {
  /** JSON path: `$`, `$.tokens[2]`, `$.projections.query[0][1]`. */
  readonly path: string;
  /** What was found, what was wanted, what to do; in English. */
  readonly message: string;
  /** The same for other languages; absent of what is said in one already. */
  readonly told?: Part;
}

export function problemAt(path: string, told: Part): Problem {
  return { path, message: said(told), told };
}

/** Gathers what is wrong while a payload is read. */
export class Report {
  readonly problems: Problem[] = [];
  readonly warnings: Problem[] = [];

  problem(path: string, told: Part): void {
    this.problems.push(problemAt(path, told));
  }

  warn(path: string, told: Part): void {
    this.warnings.push(problemAt(path, told));
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
      into.push(problemAt(path, tell('more', { count: rest })));
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

/** A report of what stands at `path`, as if it were a payload of its own, with what is known of it. */
export class PartReport extends Report {
  /** @param fields - names of the fields that stand at `path`; all others are those of the whole */
  constructor(
    private readonly _whole: Report,
    private readonly _path: string,
    private readonly _fields: readonly string[]
  ) {
    super();
    const inside = _whole.problems.filter(problem => isBelow(problem, _path));
    const own = inside.map(problem => ({
      ...problem,
      path: `$${problem.path.slice(_path.length)}`
    }));
    const shared = _whole.problems.filter(({ path }) => !this._isOwn(path));
    this.problems.push(...own, ...shared);
    this._known = this.problems.length;
  }

  /** Tells the whole of what was found since. */
  tell(): void {
    for (const problem of this.problems.slice(this._known)) {
      const { path } = problem;
      const at = this._isOwn(path) ? this._path + path.slice(1) : this._path;
      this._whole.problems.push({ ...problem, path: at });
    }
  }

  private _isOwn(path: string): boolean {
    return this._fields.includes(/^\$\.(\w+)/.exec(path)?.[1] ?? '');
  }

  private readonly _known: number;
}

function isBelow(problem: Problem, path: string): boolean {
  return (
    problem.path === path ||
    problem.path.startsWith(`${path}.`) ||
    problem.path.startsWith(`${path}[`)
  );
}
