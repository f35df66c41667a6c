import type { Matrix, Vector } from '../engine/index.ts';
import type { Json, JsonObject } from './json.ts';
import { LIMITS } from './limits.ts';
import type { Node } from './node.ts';
import { pack, remembered, sourceOf } from './packed.ts';
import type { ArrayObject } from './packed.ts';
import { shapeOf } from './shapes.ts';

/** An array for JSON: as it came, as lists where its entries are few, as bytes otherwise. */
export function writeArray(node: Node, value: object, beside?: JsonObject): Json {
  const source = sourceOf(value);
  const shape = source?.shape ?? shapeOf(value, node.shape!.length);
  const entries = shape.reduce((product, length) => product * length, 1);
  if (!source && !beside && entries <= LIMITS.written) {
    return asLists(value, shape.length);
  }
  const packed = source ?? packedOf(node, value, shape);
  remembered(value, packed);
  return beside ? { ...packed, ...beside } : packed;
}

/** A row as a list, which a typed one is not in JSON. */
export function plainRow(row: Vector): readonly number[] {
  return Array.isArray(row) ? (row as number[]) : Array.from(row);
}

function asLists(value: object, rank: number): Json {
  return rank === 1
    ? Array.from(value as ArrayLike<Json>)
    : Array.from(value as ArrayLike<object>, part =>
        rank === 2 && Array.isArray(part) ? (part as Json[]) : asLists(part, rank - 1)
      );
}

function packedOf({ entry }: Node, value: object, shape: readonly number[]): ArrayObject {
  const entries = shape.reduce((product, length) => product * length, 1);
  const rows = rowsIn(value, shape.length);
  if (entry === 'boolean') {
    const bytes = new Uint8Array(entries);
    let at = 0;
    for (const row of rows as Iterable<readonly boolean[]>) {
      row.forEach(flag => (bytes[at++] = Number(flag)));
    }
    return pack('bool', shape, bytes);
  }
  const numbers = [...(rows as Iterable<Vector>)];
  const isSingle = holdsSingles(numbers);
  const data = new (isSingle ? Float32Array : Float64Array)(entries);
  const columns = shape[shape.length - 1];
  numbers.forEach((row, r) => data.set(row, r * columns));
  return pack(isSingle ? 'float32' : 'float64', shape, data);
}

/** The innermost rows of an array, in order. */
function* rowsIn(value: object, rank: number): Generator<object> {
  if (rank === 1) {
    yield value;
  } else {
    for (const part of value as readonly object[]) {
      yield* rowsIn(part, rank - 1);
    }
  }
}

/** Whether single precision holds every number: those of single rows, and those edited since. */
function holdsSingles(rows: Matrix): boolean {
  const exact = (row: Vector) =>
    row instanceof Float32Array || row.every(entry => Math.fround(entry) === entry);
  return rows.some(row => row instanceof Float32Array) && rows.every(exact);
}
