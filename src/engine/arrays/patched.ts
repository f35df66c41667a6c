import { lazyRows } from './lazyRows.ts';
import { magnitudeOf, magnitudeOfRow, rememberMagnitude } from './magnitude.ts';
import { Tensor } from './tensor.ts';
import type { Sheet } from './tensor.ts';
import type { Floats, Matrix, Vector } from './vector.ts';

/** More rows of one's own than these are no longer single tokens. */
export const FEW = 16;

/**
 * A tensor but for a few rows: an edit of a token makes one, at the cost of that token. The tensor is
 * copied only when somebody wants all numbers in one piece.
 */
class Patched implements Sheet {
  readonly rows: number;
  readonly columns: number;
  readonly matrix: Matrix;

  constructor(
    readonly base: Sheet,
    readonly own: ReadonlyMap<number, Floats>
  ) {
    this.rows = base.rows;
    this.columns = base.columns;
    this.matrix = lazyRows<Vector>(base.rows, r => own.get(r) ?? base.matrix[r]);
  }

  get data(): Floats {
    let data = this._data;
    if (!data) {
      data = this.base.data.slice();
      for (const [r, row] of this.own) {
        data.set(row, r * this.columns);
      }
      this._data = data;
    }
    return data;
  }

  private _data: Floats | undefined;
}

/** A sheet with some of its rows replaced; the rest is shared. */
export function withRows(sheet: Sheet, rows: ReadonlyMap<number, Floats>): Sheet {
  const [base, own] = partsOf(sheet);
  const patched = new Patched(base, new Map([...own, ...rows]));
  const many = patched.own.size > FEW;
  const next = many ? new Tensor(patched.data, base.rows, base.columns) : patched;
  rememberMagnitude(next.matrix, () => {
    const own = [...patched.own.values()].map(magnitudeOfRow);
    return Math.max(magnitudeOf(base.matrix), ...own);
  });
  return next;
}

/** The rows in which two sheets of one origin differ, or null: they have nothing in common. */
export function rowsBetween(a: Sheet, b: Sheet): readonly number[] | null {
  const [[base, own], [other, others]] = [partsOf(a), partsOf(b)];
  if (base !== other) {
    return null;
  }
  const rows = new Set([...own.keys(), ...others.keys()]);
  return [...rows].filter(r => own.get(r) !== others.get(r));
}

/** What was made of sheets and of rows before. */
export class SheetsMade {
  readonly sheets = new WeakMap<Sheet, Sheet>();
  readonly rows = new WeakMap<Floats, Floats>();
}

/** A sheet whose rows are each made from one row alone; what was made before is not made again. */
export function mapSheet(
  sheet: Sheet,
  made: SheetsMade,
  makeAll: (sheet: Sheet) => Sheet,
  makeRow: (row: Floats, r: number) => Floats
): Sheet {
  const [base, own] = partsOf(sheet);
  const all = known(made.sheets, base, makeAll);
  const rows = [...own].map(
    ([r, row]) => [r, known(made.rows, row, () => makeRow(row, r))] as const
  );
  return rows.length === 0 ? all : withRows(all, new Map(rows));
}

function known<K extends object, V>(made: WeakMap<K, V>, of: K, make: (of: K) => V): V {
  const value = made.get(of) ?? make(of);
  made.set(of, value);
  return value;
}

/** The sheet that a sheet is but for a few rows, and those rows. */
export function partsOf(sheet: Sheet): readonly [base: Sheet, own: ReadonlyMap<number, Floats>] {
  return sheet instanceof Patched ? [sheet.base, sheet.own] : [sheet, NONE];
}

const NONE: ReadonlyMap<number, Floats> = new Map();
