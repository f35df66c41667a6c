import { lazyRows, rowsOf } from '../engine/index.ts';
import type { Floats, Mask, Matrix } from '../engine/index.ts';
import { badBase64, bytesIn, fromBase64, toBase64 } from './bytes.ts';
import { causalEntries, entriesOf, WIDTHS } from './entries.ts';
import { inflated, inflatedAside } from './inflate.ts';
import type { Json } from './json.ts';
import { LIMITS } from './limits.ts';
import { describe, describeShape, messages, tell, words } from './messages.ts';
import type { Dtype, Node } from './node.ts';
import { problemAt, Report } from './report.ts';
import type { Problem } from './report.ts';
import { rankProblem } from './rows.ts';
import { number } from './told.ts';
import type { Told } from './told.ts';

/**
 * An array in one piece: base64 of bytes, little-endian, the last axis fastest. With `codec`, `"deflate"`, the bytes are
 * a zlib stream; with `packing`, `"causal"`, entries of the last two axes are there whose column is not above
 * their row; with `coding`, `"sqrt"`, they are the square roots of what is meant, times 255.
 */
export interface ArrayObject {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: string;
  readonly [unknown: string]: Json;
}

const FIELDS: readonly string[] = ['dtype', 'shape', 'data'];
/** Fields of an array that only some may have. */
const CHOICES = { packing: 'causal', coding: 'sqrt' } as const;

/** Whether an array of this kind has a field of that name. */
export function isPart(node: Node, name: string): boolean {
  return (
    FIELDS.includes(name) || name === 'codec' || (Object.hasOwn(CHOICES, name) && isCompact(node))
  );
}

/** Whether an array may come without what is 0, or as square roots. */
function isCompact({ dtypes }: Node): boolean {
  return dtypes?.includes('uint8') ?? false;
}

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
  const said = readChoices(node, value, path, report);
  const lengths = checkShape(node, shape, path, report);
  if (typeof data !== 'string') {
    report.problem(`${path}.data`, messages.wanted(data, words('bytesText')));
  }
  if (report.problems.length > before || !lengths) {
    return undefined;
  }
  const array: ArrayObject = {
    dtype: dtype as Dtype,
    shape: lengths,
    data: data as string,
    ...said
  };
  if (!isBase64(array.data, path, report)) {
    return undefined;
  }
  return array.codec ? sealed(array) : unpacked(array, path, report);
}

/** How an array is packed, as far as that is right. */
function readChoices(
  node: Node,
  value: Record<string, unknown>,
  path: string,
  report: Report
): Readonly<Record<string, string>> {
  const choices = { codec: 'deflate', ...(isCompact(node) && CHOICES) };
  const said: Record<string, string> = {};
  for (const [name, wanted] of Object.entries(choices)) {
    const found = value[name];
    if (found === wanted) {
      said[name] = wanted;
    } else if (found !== undefined) {
      const told = { found: describe(found), wanted: `"${wanted}"` };
      report.problem(`${path}.${name}`, tell('codec', told));
    }
  }
  const { dtype } = value;
  if (isCompact(node) && (dtype === 'uint8') !== (said.coding === 'sqrt')) {
    if (dtype === 'uint8' && value.coding === undefined) {
      report.problem(path, tell('uncoded'));
    } else if (said.coding && node.dtypes!.includes(dtype as Dtype)) {
      report.problem(`${path}.coding`, tell('coded', { dtype: dtype as string }));
    }
  }
  return said;
}

/** How an array is opened that came deflated. */
export interface Seal {
  /** Bytes that it holds. */
  readonly size: number;
  /** What it holds; undefined where what it came as is wrong, which is reported. */
  open(path: string, report: Report): unknown;
  /** Whether it is inflated, so that opening it takes no time. */
  isReady(): boolean;
  /** Inflates it beside the page. */
  ahead(): Promise<void>;
}

/** An array that is inflated when it is looked into, or opened. */
function sealed(array: ArrayObject): object {
  let made: WeakRef<object> | undefined;
  let bytes: Bytes | null = null;
  const size = sizeOf(array);
  const open = (path: string, report: Report) => {
    const found =
      made?.deref() ??
      ((bytes ? readEntries(array, bytes, path, report) : unpacked(array, path, report)) as
        object | undefined);
    bytes = null;
    made = found && new WeakRef(found);
    return found;
  };
  const isReady = () => bytes !== null || made?.deref() !== undefined;
  const ahead = async () => {
    bytes = await inflatedAside(fromBase64(array.data), size);
  };
  // What is damaged has no numbers; who opens it is told.
  const inside = () => (open('$', new Report()) ?? blank(array.shape)) as readonly unknown[];
  const parts = lazyRows(array.shape[0], i => inside()[i], false);
  seals.set(parts, { size, open, isReady, ahead });
  return remembered(parts, array);
}

/** An array of a shape, of what is no number. */
function blank([length, ...inner]: readonly number[]): readonly unknown[] {
  return Array.from({ length }, () => (inner.length > 0 ? blank(inner) : NaN));
}

/** Of the arrays that came deflated. */
const seals = new WeakMap<object, Seal>();

/** An array that can be looked into; undefined where what it came as is wrong, which is reported. */
export function opened(value: object, path: string, report: Report): unknown {
  const seal = seals.get(value);
  return seal ? seal.open(path, report) : value;
}

/** How an array is opened; undefined where it is open already. */
export function sealOf(value: object): Seal | undefined {
  return seals.get(value);
}

function unpacked(array: ArrayObject, path: string, report: Report): unknown {
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
    const names = `[${node.shape!.join(', ')}]`;
    const wanted = words(rank === 1 ? 'wholeAxis' : 'wholeAxes', { names });
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

function isBase64(data: string, path: string, report: Report): boolean {
  const isBad = badBase64(data) >= 0;
  if (isBad) {
    report.problem(`${path}.data`, tell('noBase64', { what: describeBadBase64(data) }));
  }
  return !isBad;
}

/** What is wrong with a text that is no base64. */
export function describeBadBase64(data: string): Told {
  const at = badBase64(data);
  return at < data.length
    ? tell('badCharacter', { found: describeCharacter(data, at), at: number(at) })
    : tell('badLength', { length: number(data.length) });
}

/** The bytes, where they are as many as are needed; nothing is decoded before that is known. */
function readBytes(array: ArrayObject, path: string, report: Report): Bytes | undefined {
  const { dtype, shape, data, codec } = array;
  const needed = sizeOf(array);
  const told = { needed: number(needed), shape: shape.join(', '), dtype };
  if (codec) {
    const bytes = inflated(fromBase64(data), needed);
    if (!bytes) {
      report.problem(`${path}.data`, tell('inflates', told));
    }
    return bytes ?? undefined;
  }
  const found = bytesIn(data);
  if (found !== needed) {
    const advice = tell(found < needed ? 'cutOff' : 'otherShape');
    report.problem(`${path}.data`, tell('bytes', { ...told, found: number(found), advice }));
    return undefined;
  }
  return fromBase64(data);
}

/** Bytes of the entries that are there. */
function sizeOf({ dtype, shape, packing }: ArrayObject): number {
  const all = () => shape.reduce((product, length) => product * length, 1);
  return WIDTHS[dtype] * (packing ? causalEntries(shape) : all());
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
  const data = entriesOf(dtype, bytes, array.packing ? shape : null);
  if (dtype !== 'uint8') {
    report.field(path, notFinite(data, shape, path)); // no byte is infinite
  }
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

function* notFinite(data: Floats, shape: readonly number[], path: string): Generator<Problem> {
  for (let i = 0; i < data.length; i++) {
    if (data[i] - data[i] !== 0) {
      // NaN and infinities alone are not 0 less themselves
      yield problemAt(entryPath(path, i, shape), messages.wanted(data[i], words('finite')));
    }
  }
}

function* notBoolean(bytes: Bytes, shape: readonly number[], path: string): Generator<Problem> {
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] > 1) {
      yield problemAt(entryPath(path, i, shape), tell('flagByte', { found: bytes[i] }));
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
