import type { Mask, Matrix } from '../engine/index.ts';
import { isArrayObject, readFlags, readNumbers } from './arrays.ts';
import { LIMITS } from './limits.ts';
import { messages } from './messages.ts';
import type { Problem, Report } from './report.ts';

type Entry = 'number' | 'boolean';

/** Reads one field of an object: its value where it is right, undefined where absent or wrong. */
export type Reader<T> = (value: unknown, path: string, report: Report) => T | undefined;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const readText: Reader<string> = (value, path, report) => {
  if (typeof value !== 'string') {
    report.problem(path, messages.wanted(value, 'a text'));
    return undefined;
  }
  if (value.length > LIMITS.sentence) {
    report.problem(path, messages.tooMany('characters', value.length, LIMITS.sentence));
    return undefined;
  }
  return value;
};

export const readTokens: Reader<readonly string[]> = (value, path, report) => {
  if (!Array.isArray(value)) {
    report.problem(path, messages.wanted(value, 'a list of texts'));
    return undefined;
  }
  if (value.length === 0) {
    report.problem(path, messages.empty('at least one token'));
    return undefined;
  }
  if (value.length > LIMITS.tokens) {
    report.problem(path, messages.tooMany('tokens', value.length, LIMITS.tokens));
    return undefined;
  }
  report.field(path, tokenProblems(value, path));
  return report.fine(path) ? (value as string[]) : undefined;
};

export const readBoolean: Reader<boolean> = (value, path, report) => {
  if (typeof value !== 'boolean') {
    report.problem(path, messages.wanted(value, 'true or false'));
    return undefined;
  }
  return value;
};

export const readNumber: Reader<number> = (value, path, report) => {
  if (!isFiniteNumber(value)) {
    report.problem(path, messages.wanted(value, 'a finite number'));
    return undefined;
  }
  return value;
};

/** A number above 0. */
export const readPositive: Reader<number> = (value, path, report) => {
  if (!isFiniteNumber(value) || value <= 0) {
    report.problem(path, messages.wanted(value, 'a finite number above 0'));
    return undefined;
  }
  return value;
};

/** A whole number of at least `least` and, where it is given, at most `most`. */
export function readWhole(least: number, most: number = Infinity): Reader<number> {
  const wanted = most === Infinity ? `${least} or more` : `from ${least} to ${most}`;
  return (value, path, report) => {
    const whole = Number.isSafeInteger(value);
    if (!whole || (value as number) < least || (value as number) > most) {
      report.problem(path, messages.wanted(value, `a whole number, ${wanted}`));
      return undefined;
    }
    return value as number;
  };
}

/** One of a few texts. */
export function readOneOf<T extends string>(choices: readonly T[]): Reader<T> {
  return (value, path, report) => {
    if (!choices.includes(value as T)) {
      report.problem(path, messages.wanted(value, `one of ${choices.join(', ')}`));
      return undefined;
    }
    return value as T;
  };
}

/** A list of which each entry is read alike. */
export function readListOf<T>(reader: Reader<T>, wanted: string): Reader<readonly T[]> {
  return (value, path, report) => {
    if (!Array.isArray(value)) {
      report.problem(path, messages.wanted(value, wanted));
      return undefined;
    }
    const entries = value
      .slice(0, LIMITS.tokens)
      .map((entry, i) => reader(entry, `${path}[${i}]`, report));
    return report.fine(path) ? (entries as T[]) : undefined;
  };
}

/** Rows of equally many finite numbers, as lists or as the bytes of an array. */
export const readMatrix: Reader<Matrix> = (value, path, report) =>
  isObject(value) && isArrayObject(value)
    ? readNumbers(value, path, report)
    : readRows<number>('number', value, path, report);

/** Rows of equally many booleans, as lists or as the bytes of an array. */
export const readBooleans: Reader<Mask> = (value, path, report) =>
  isObject(value)
    ? readFlags(value, path, report)
    : readRows<boolean>('boolean', value, path, report);

function readRows<T>(
  entry: Entry,
  value: unknown,
  path: string,
  report: Report
): T[][] | undefined {
  if (!Array.isArray(value)) {
    report.problem(
      path,
      messages.wanted(value, `a list of rows of ${entry}s, or an object of dtype, shape and data`)
    );
    return undefined;
  }
  if (value.length === 0) {
    report.problem(path, messages.empty('at least one row'));
    return undefined;
  }
  const entries = value.reduce<number>(
    (sum, row) => sum + (Array.isArray(row) ? row.length : 1),
    0
  );
  if (entries > LIMITS.numbers) {
    report.problem(path, messages.tooMany('entries', entries, LIMITS.numbers));
    return undefined;
  }
  report.field(path, rowProblems(entry, value, path));
  return report.fine(path) ? (value as T[][]) : undefined;
}

function* rowProblems(entry: Entry, rows: readonly unknown[], path: string): Generator<Problem> {
  const width = Array.isArray(rows[0]) ? rows[0].length : undefined;
  for (const [r, row] of rows.entries()) {
    const at = `${path}[${r}]`;
    if (!Array.isArray(row)) {
      yield { path: at, message: messages.wanted(row, `a list of ${entry}s`) };
    } else if (row.length === 0 && r === 0) {
      yield { path: at, message: messages.empty(`at least one ${entry}`) };
    } else if (width !== undefined && row.length !== width) {
      yield { path: at, message: messages.ragged(row.length, width) };
    } else {
      yield* entryProblems(entry, row, at);
    }
  }
}

function* entryProblems(entry: Entry, row: readonly unknown[], path: string): Generator<Problem> {
  const right = entry === 'number' ? isFiniteNumber : isBoolean;
  const wanted = entry === 'number' ? 'a finite number' : 'true or false';
  for (let c = 0; c < row.length; c++) {
    if (!right(row[c])) {
      yield { path: `${path}[${c}]`, message: messages.wanted(row[c], wanted) };
    }
  }
}

function* tokenProblems(tokens: readonly unknown[], path: string): Generator<Problem> {
  for (const [t, token] of tokens.entries()) {
    if (typeof token !== 'string') {
      yield { path: `${path}[${t}]`, message: messages.wanted(token, 'a text') };
    } else if (token.length > LIMITS.token) {
      yield {
        path: `${path}[${t}]`,
        message: messages.tooMany('characters', token.length, LIMITS.token)
      };
    }
  }
}

function isFiniteNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}
