import { lazyRows, rowsOf } from '../engine/index.ts';
import type { Floats, Mask, Matrix } from '../engine/index.ts';
import { badBase64, bytesIn, fromBase64, fromHalf, toBase64 } from './bytes.ts';
import { LIMITS } from './limits.ts';
import { messages } from './messages.ts';
import type { Problem, Report } from './report.ts';
import type { Json } from './json.ts';

/** Rows of numbers in one piece: base64 of bytes, little-endian, row after row. */
export interface ArrayObject {
  readonly dtype: Dtype;
  readonly shape: readonly [rows: number, columns: number];
  readonly data: string;
  readonly [unknown: string]: Json;
}

export type Dtype = 'float64' | 'float32' | 'float16' | 'bool';

/** Bytes of one number. */
const WIDTHS: Readonly<Record<Dtype, number>> = { float64: 8, float32: 4, float16: 2, bool: 1 };
const NUMBERS: readonly Dtype[] = ['float64', 'float32', 'float16'];
const FIELDS = ['dtype', 'shape', 'data'];

/** An array that was read: its bytes are as many as its shape needs. */
interface Read {
  readonly dtype: Dtype;
  readonly rows: number;
  readonly columns: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Whether an object is meant as an array, right or wrong. */
export function isArrayObject(value: object): boolean {
  return FIELDS.some(name => Object.hasOwn(value, name));
}

/** Numbers that came as bytes, as rows: views of one typed array. */
export function readNumbers(
  value: Record<string, unknown>,
  path: string,
  report: Report
): Matrix | undefined {
  const array = readArray(value, NUMBERS, path, report);
  if (!array) {
    return undefined;
  }
  const { rows, columns } = array;
  const data = floatsOf(array);
  report.field(path, notFinite(data, columns, path));
  return report.fine(path)
    ? remembered(rowsOf({ data, rows, columns }), value as unknown as ArrayObject)
    : undefined;
}

/** Booleans that came as bytes, as rows, each made when it is looked at. */
export function readFlags(
  value: Record<string, unknown>,
  path: string,
  report: Report
): Mask | undefined {
  const array = readArray(value, ['bool'], path, report);
  if (!array) {
    return undefined;
  }
  const { rows, columns, bytes } = array;
  report.field(path, notBoolean(bytes, columns, path));
  const row = (r: number) =>
    Array.from(bytes.subarray(r * columns, (r + 1) * columns), byte => byte === 1);
  return report.fine(path)
    ? remembered(lazyRows(rows, row), value as unknown as ArrayObject)
    : undefined;
}

/** Rows of numbers for JSON: as they came, as lists where they are few, as bytes otherwise. */
export function writeNumbers(matrix: Matrix): Json {
  return write(matrix, plain, numbers => {
    const single = isSingle(numbers);
    const [rows, columns] = [numbers.length, numbers[0].length];
    const data = new (single ? Float32Array : Float64Array)(rows * columns);
    numbers.forEach((row, r) => data.set(row, r * columns));
    return arrayObject(single ? 'float32' : 'float64', [rows, columns], data);
  });
}

/** The same of a mask. */
export function writeFlags(mask: Mask): Json {
  return write(
    mask,
    flags => flags.map(row => row),
    flags => {
      const [rows, columns] = [flags.length, flags[0].length];
      const bytes = new Uint8Array(rows * columns);
      flags.forEach((row, r) => bytes.set(row.map(Number), r * columns));
      return arrayObject('bool', [rows, columns], bytes);
    }
  );
}

/** The object that a matrix or mask came as, or was written as, if any. */
export function sourceOf(rows: object): ArrayObject | undefined {
  return sources.get(rows);
}

/** Rows as lists, which typed ones are not in JSON. */
function plain(matrix: Matrix): Json {
  return matrix.map(plainRow);
}

/** A row as a list. */
export function plainRow(row: Matrix[number]): readonly number[] {
  return Array.isArray(row) ? (row as number[]) : Array.from(row);
}

/** Rows do not change: what they came as, and what they were written as, stays true. */
const sources = new WeakMap<object, ArrayObject>();

function remembered<T extends object>(rows: T, source: ArrayObject): T {
  sources.set(rows, source);
  return rows;
}

function write<T extends Matrix | Mask>(
  rows: T,
  asLists: (rows: T) => Json,
  asBytes: (rows: T) => ArrayObject
): Json {
  const source = sources.get(rows);
  if (source || rows.length * rows[0].length <= LIMITS.written) {
    return source ?? asLists(rows);
  }
  const written = asBytes(rows);
  sources.set(rows, written);
  return written;
}

function arrayObject(dtype: Dtype, shape: [number, number], data: Floats | Uint8Array) {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { dtype, shape, data: toBase64(bytes) } as const;
}

/** Whether single precision holds every number: those of single rows, and those edited since. */
function isSingle(matrix: Matrix): boolean {
  const exact = (row: Matrix[number]) =>
    row instanceof Float32Array || row.every(entry => Math.fround(entry) === entry);
  return matrix.some(row => row instanceof Float32Array) && matrix.every(exact);
}

/** The parts of an array, where each is right and they fit together. */
function readArray(
  value: Record<string, unknown>,
  dtypes: readonly Dtype[],
  path: string,
  report: Report
): Read | undefined {
  for (const name of Object.keys(value).filter(name => !FIELDS.includes(name))) {
    report.warn(`${path}.${name}`, messages.unknownField());
  }
  const { dtype, shape, data } = value;
  if (!dtypes.includes(dtype as Dtype)) {
    report.problem(`${path}.dtype`, messages.dtype(dtype, dtypes));
  }
  if (!isShape(shape)) {
    report.problem(`${path}.shape`, messages.arrayShape(shape));
  } else if (shape[0] * shape[1] > LIMITS.numbers) {
    report.problem(path, messages.tooMany('numbers', shape[0] * shape[1], LIMITS.numbers));
  }
  if (typeof data !== 'string') {
    report.problem(`${path}.data`, messages.wanted(data, 'base64 text'));
  }
  if (!report.fine(path)) {
    return undefined;
  }
  const [rows, columns] = shape as [number, number];
  const bytes = readBytes(data as string, dtype as Dtype, [rows, columns], path, report);
  return bytes && { dtype: dtype as Dtype, rows, columns, bytes };
}

/** The bytes, where they are as many as are needed; nothing is decoded before that is known. */
function readBytes(
  text: string,
  dtype: Dtype,
  shape: [number, number],
  path: string,
  report: Report
): Uint8Array<ArrayBuffer> | undefined {
  const bad = badBase64(text);
  if (bad >= 0) {
    report.problem(`${path}.data`, messages.noBase64(text, bad));
    return undefined;
  }
  const [found, needed] = [bytesIn(text), shape[0] * shape[1] * WIDTHS[dtype]];
  if (found !== needed) {
    report.problem(`${path}.data`, messages.bytes(found, needed, shape, dtype));
    return undefined;
  }
  return fromBase64(text);
}

function isShape(shape: unknown): shape is [number, number] {
  return (
    Array.isArray(shape) &&
    shape.length === 2 &&
    shape.every(length => Number.isSafeInteger(length) && (length as number) >= 1)
  );
}

/** Bytes are numbers as they are: machines that run this are little-endian, as the format is. */
function floatsOf({ dtype, bytes }: Read): Floats {
  if (dtype === 'float16') {
    return fromHalf(bytes);
  }
  return dtype === 'float32' ? new Float32Array(bytes.buffer) : new Float64Array(bytes.buffer);
}

function* notFinite(data: Floats, columns: number, path: string): Generator<Problem> {
  for (let i = 0; i < data.length; i++) {
    if (data[i] - data[i] !== 0) {
      // NaN and infinities alone are not 0 less themselves
      yield { path: entry(path, i, columns), message: messages.wanted(data[i], 'a finite number') };
    }
  }
}

function* notBoolean(bytes: Uint8Array, columns: number, path: string): Generator<Problem> {
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] > 1) {
      yield { path: entry(path, i, columns), message: messages.flag(bytes[i]) };
    }
  }
}

function entry(path: string, index: number, columns: number): string {
  return `${path}[${Math.floor(index / columns)}][${index % columns}]`;
}
