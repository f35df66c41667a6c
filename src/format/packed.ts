import { lazyRows, rowsOf } from '../engine/index.ts';
import type { Floats, Mask, Matrix } from '../engine/index.ts';
import { badBase64, bytesIn, fromBase64, fromHalf, toBase64 } from './bytes.ts';
import type { Json } from './json.ts';
import { LIMITS } from './limits.ts';
import { describe, describeShape, messages, number, tell } from './messages.ts';
import type { Dtype, Node } from './node.ts';
import type { Problem, Report } from './report.ts';
import { rankProblem } from './rows.ts';

/** An array in one piece: base64 of bytes, little-endian, the last axis fastest. */
export interface ArrayObject {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: string;
  readonly [unknown: string]: Json;
}

export const FIELDS: readonly string[] = ['dtype', 'shape', 'data'];

/** Bytes of one entry. */
const WIDTHS: Readonly<Record<Dtype, number>> = { float64: 8, float32: 4, float16: 2, bool: 1 };

type Bytes = Uint8Array<ArrayBuffer>;

/** Whether an object is meant as an array, right or wrong. */
export function isArrayObject(value: object): boolean {
  return FIELDS.some(name => Object.hasOwn(value, name));
}

/**
 * An array that came as bytes: views of one typed array, or booleans that are made when they are looked
 * at; undefined where it is wrong.
 */
export function readPacked(
  node: Node,
  value: Record<string, unknown>,
  path: string,
  report: Report
): unknown {
  const { dtype, shape, data } = value;
  const before = report.problems.length;
  if (!node.dtypes!.includes(dtype as Dtype)) {
    const wanted = node.dtypes!.map(name => `"${name}"`).join(', ');
    report.problem(`${path}.dtype`, tell('dtype', { found: describe(dtype), wanted }));
  }
  const lengths = checkShape(node, shape, path, report);
  if (typeof data !== 'string') {
    report.problem(`${path}.data`, messages.wanted(data, 'base64 text'));
  }
  if (report.problems.length > before || !lengths) {
    return undefined;
  }
  const array: ArrayObject = { dtype: dtype as Dtype, shape: lengths, data: data as string };
  const bytes = readBytes(array, path, report);
  return bytes && readEntries(array, bytes, path, report);
}

/** The object that an array came as, if it did: what has not changed goes out as it came. */
export function sourceOf(rows: object): ArrayObject | undefined {
  return sources.get(rows);
}

/** Rows do not change: what they came as, and what they were written as, stays true. */
const sources = new WeakMap<object, ArrayObject>();

export function remembered<T extends object>(rows: T, source: ArrayObject): T {
  sources.set(rows, source);
  return rows;
}

/** An array as its bytes. */
export function pack(
  dtype: Dtype,
  shape: readonly number[],
  data: Floats | Uint8Array
): ArrayObject {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { dtype, shape, data: toBase64(bytes) };
}

function checkShape(node: Node, shape: unknown, path: string, report: Report): number[] | null {
  const isShape =
    Array.isArray(shape) &&
    shape.length > 0 &&
    shape.every(length => Number.isSafeInteger(length) && (length as number) >= 1);
  const rank = node.shape!.length;
  if (isShape && shape.length !== rank) {
    report.problem(`${path}.shape`, rankProblem(node, shape as number[]));
    return null;
  }
  if (!isShape) {
    const names = node.shape!.join(', ');
    const wanted = `[${names}], ${rank === 1 ? 'a whole number' : 'whole numbers'} of 1 or more`;
    report.problem(`${path}.shape`, tell('arrayShape', { found: describeShape(shape), wanted }));
    return null;
  }
  const entries = (shape as number[]).reduce((product, length) => product * length, 1);
  if (entries > LIMITS.numbers) {
    report.problem(path, messages.tooMany('numbers', entries, LIMITS.numbers));
    return null;
  }
  return shape as number[];
}

/** The bytes, where they are as many as are needed; nothing is decoded before that is known. */
function readBytes(
  { dtype, shape, data }: ArrayObject,
  path: string,
  report: Report
): Bytes | undefined {
  const at = badBase64(data);
  if (at >= 0) {
    const what =
      at < data.length
        ? tell('badCharacter', { found: describeCharacter(data, at), at: number(at) })
        : tell('badLength', { length: number(data.length) });
    report.problem(`${path}.data`, tell('noBase64', { what }));
    return undefined;
  }
  const found = bytesIn(data);
  const needed = shape.reduce((product, length) => product * length, WIDTHS[dtype]);
  if (found !== needed) {
    const advice = tell(found < needed ? 'cutOff' : 'otherShape');
    const told = { found: number(found), needed: number(needed), shape: shape.join(', '), dtype };
    report.problem(`${path}.data`, tell('bytes', { ...told, advice }));
    return undefined;
  }
  return fromBase64(data);
}

function describeCharacter(text: string, at: number): string {
  return JSON.stringify(String.fromCodePoint(text.codePointAt(at)!));
}

function readEntries(array: ArrayObject, bytes: Bytes, path: string, report: Report): unknown {
  const { dtype, shape } = array;
  const before = report.problems.length;
  if (dtype === 'bool') {
    report.field(path, notBoolean(bytes, shape, path));
    return report.problems.length === before
      ? remembered(nested(shape, 0, bytes, flagRows) as Mask, array)
      : undefined;
  }
  const data = floatsOf(dtype, bytes);
  report.field(path, notFinite(data, shape, path));
  return report.problems.length === before
    ? remembered(nested(shape, 0, data, numberRows) as Matrix, array)
    : undefined;
}

type Rows<T> = (data: T, rows: number, columns: number) => object;

/** An array as rows, or as lists of them. */
function nested<T extends Floats | Bytes>(
  shape: readonly number[],
  from: number,
  data: T,
  rows: Rows<T>
): object {
  if (shape.length === 1) {
    return data.subarray(from, from + shape[0]);
  }
  const size = shape.reduce((product, length) => product * length, 1);
  return shape.length === 2
    ? rows(data.subarray(from, from + size) as T, shape[0], shape[1])
    : Array.from({ length: shape[0] }, (_, i) =>
        nested(shape.slice(1), from + (i * size) / shape[0], data, rows)
      );
}

const numberRows: Rows<Floats> = (data, rows, columns) => rowsOf({ data, rows, columns });

const flagRows: Rows<Bytes> = (bytes, rows, columns) =>
  lazyRows(rows, r =>
    Array.from(bytes.subarray(r * columns, (r + 1) * columns), byte => byte === 1)
  );

/** Bytes are numbers as they are: machines that run this are little-endian, as the format is. */
function floatsOf(dtype: Dtype, bytes: Bytes): Floats {
  if (dtype === 'float16') {
    return fromHalf(bytes);
  }
  return dtype === 'float32' ? new Float32Array(bytes.buffer) : new Float64Array(bytes.buffer);
}

function* notFinite(data: Floats, shape: readonly number[], path: string): Generator<Problem> {
  for (let i = 0; i < data.length; i++) {
    if (data[i] - data[i] !== 0) {
      // NaN and infinities alone are not 0 less themselves
      yield {
        path: entryPath(path, i, shape),
        message: messages.wanted(data[i], 'a finite number')
      };
    }
  }
}

function* notBoolean(bytes: Bytes, shape: readonly number[], path: string): Generator<Problem> {
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] > 1) {
      yield { path: entryPath(path, i, shape), message: tell('flagByte', { found: bytes[i] }) };
    }
  }
}

/** The path of an entry, by its place in the piece. */
function entryPath(path: string, index: number, shape: readonly number[]): string {
  const places: number[] = [];
  for (let axis = shape.length - 1, rest = index; axis >= 0; axis--) {
    places.unshift(rest % shape[axis]);
    rest = Math.floor(rest / shape[axis]);
  }
  return path + places.map(place => `[${place}]`).join('');
}
