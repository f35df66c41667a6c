import { Layout } from './memory.ts';
import type { FlatMatrix, HeadRequest, Keep, Numbers, Precision } from './request.ts';

/** What the module exports; `head` is the address of a head's fields. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  heapBase(): number;
  workBytes(head: number, size: number): number;
  prepare_f32(head: number): void;
  prepare_f64(head: number): void;
  token_f32(head: number): void;
  token_f64(head: number): void;
  pack_f32(head: number): void;
  pack_f64(head: number): void;
  rows(head: number, size: number): void;
  online(head: number, size: number): void;
  move(head: number): void;
  multiply(head: number, size: number): void;
}

/** The whole numbers of a head, in the order of assembly/head.ts; three float64 come before them. */
const FIELDS = [
  'n',
  'm',
  'keyWidth',
  'valueWidth',
  'from',
  'to',
  'causal',
  'window',
  'late',
  'padding',
  'cells',
  'query',
  'key',
  'value',
  'scores',
  'weights',
  'output',
  'max',
  'sum',
  'work',
  'token',
  'oldKey',
  'oldValue',
  'rescaled',
  'recomputed'
] as const;
const FIRST_FIELD = 24;
const HEAD_BYTES = FIRST_FIELD + 4 * FIELDS.length;

type Field = (typeof FIELDS)[number];
type Factors = Pick<HeadRequest, 'scale' | 'temperature' | 'slope'>;

/** One instance of the module: the head it works on, and its memory. */
export class Instance {
  /** The address of the head's fields. */
  readonly head: number;
  /** Where arrays may begin. */
  readonly begin: number;

  constructor(readonly exports: KernelExports) {
    const layout = new Layout(exports.heapBase());
    this.head = layout.place(HEAD_BYTES);
    this.begin = this.head + HEAD_BYTES;
    layout.reserve(exports.memory);
  }

  /** Writes the head; fields that are not given become 0. */
  write(factors: Factors, fields: Partial<Record<Field, number>>): void {
    const view = new DataView(this.exports.memory.buffer, this.head);
    view.setFloat64(0, factors.scale, true);
    view.setFloat64(8, factors.temperature ?? 1, true);
    view.setFloat64(16, factors.slope ?? 0, true);
    FIELDS.forEach((name, f) => view.setInt32(FIRST_FIELD + 4 * f, fields[name] ?? 0, true));
  }

  /** Packs what a head or product has in memory. */
  pack(what: 'prepare' | 'token' | 'pack', precision: Precision): void {
    this.exports[`${what}_${precision}`](this.head);
  }

  /** Computes from what is packed. */
  run(what: 'rows' | 'online' | 'multiply', precision: Precision): void {
    this.exports[what](this.head, SIZE[precision]);
  }

  /** Moves a token of a head in float32. */
  move(): void {
    this.exports.move(this.head);
  }

  read(field: Field): number {
    const view = new DataView(this.exports.memory.buffer, this.head);
    return view.getInt32(FIRST_FIELD + 4 * FIELDS.indexOf(field), true);
  }

  /** A view of numbers at an address. */
  numbers(precision: Precision, at: number, length: number): Numbers {
    const buffer = this.exports.memory.buffer;
    return precision === 'f64'
      ? new Float64Array(buffer, at, length)
      : new Float32Array(buffer, at, length);
  }

  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.exports.memory.buffer, at, length);
  }
}

/** Bytes of a number. */
export const SIZE: Readonly<Record<Precision, number>> = { f32: 4, f64: 8 };

/** The addresses and numbers of a head. */
export type Fields = Record<Field, number>;

/** Places a head's arrays, grows memory, and writes what is given. */
export function layOut(instance: Instance, request: HeadRequest, keep: Keep): Fields {
  const layout = new Layout(instance.begin);
  const fields = placeHead(instance, layout, request, keep);
  layout.reserve(instance.exports.memory);
  fill(instance, request, fields);
  return fields;
}

/** Where a head's arrays go; nothing is written yet. */
export function placeHead(
  instance: Instance,
  layout: Layout,
  request: HeadRequest,
  keep: Keep
): Fields {
  const { precision, query, key, value, mask } = request;
  const size = SIZE[precision];
  const [from, to] = request.rows ?? [0, query.rows];
  const count = to - from;
  const shape = {
    n: query.rows,
    m: key.rows,
    keyWidth: key.columns,
    valueWidth: value.columns,
    from,
    to
  };
  instance.write(request, shape);
  const work = instance.exports.workBytes(instance.head, size) >>> 0;
  const matrix = ({ rows, columns }: FlatMatrix) => layout.place(rows * columns * size);
  // Each by its name: V8 takes 20 µs to add so many fields to a copy of others.
  return {
    n: shape.n,
    m: shape.m,
    keyWidth: shape.keyWidth,
    valueWidth: shape.valueWidth,
    from,
    to,
    causal: causalOf(request),
    window: windowOf(request),
    late: lateOf(request),
    padding: mask?.padding ? layout.place(key.rows) : 0,
    cells: mask?.cells ? layout.place(query.rows * key.rows) : 0,
    query: matrix(query),
    key: matrix(key),
    value: matrix(value),
    scores: keep.scores === false ? 0 : layout.place(count * key.rows * size),
    weights: keep.weights === false ? 0 : layout.place(count * key.rows * size),
    output: layout.place(count * value.columns * size),
    max: layout.place(count * size),
    sum: layout.place(count * size),
    work: layout.place(work),
    token: 0,
    oldKey: layout.place(key.columns * size),
    oldValue: layout.place(value.columns * size),
    rescaled: 0,
    recomputed: 0
  };
}

/** Writes a head's matrices and its mask, and the head itself. */
export function fill(instance: Instance, request: HeadRequest, fields: Fields): void {
  for (const name of ['query', 'key', 'value'] as const) {
    const { data, rows, columns } = request[name];
    instance.numbers(request.precision, fields[name], rows * columns).set(data);
  }
  fillMask(instance, request, fields);
  instance.write(request, fields);
}

/** Writes the parts of the mask that are lists. */
export function fillMask(instance: Instance, { mask }: HeadRequest, fields: Fields): void {
  for (const name of ['padding', 'cells'] as const) {
    const bytes = mask?.[name];
    if (bytes) {
      const known = bytes instanceof Uint8Array;
      const cells = known ? bytes : Array.from(bytes, open => (open ? 1 : 0));
      instance.bytes(fields[name], bytes.length).set(cells);
    }
  }
}

export function causalOf({ mask }: HeadRequest): number {
  return mask?.causal ? 1 : 0;
}

export function lateOf({ maskAt }: HeadRequest): number {
  return maskAt === 'weights' ? 1 : 0;
}

/** A window as the kernel has it: 0 for none, below 0 for one that lets nothing through. */
export function windowOf({ mask, query, key }: HeadRequest): number {
  const width = mask?.window;
  return width === undefined
    ? 0
    : width > 0
      ? Math.min(Math.ceil(width), query.rows + key.rows)
      : -1;
}
