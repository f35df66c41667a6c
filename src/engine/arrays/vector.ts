/** A row of numbers: a plain array, or a view of a typed one. */
export interface Vector extends Iterable<number> {
  readonly length: number;
  readonly [index: number]: number;
  every(test: (entry: number, index: number) => boolean): boolean;
  some(test: (entry: number, index: number) => boolean): boolean;
  forEach(act: (entry: number, index: number) => void): void;
  indexOf(entry: number): number;
  entries(): IterableIterator<[number, number]>;
  reduce<T>(combine: (before: T, entry: number, index: number) => T, initial: T): T;
  slice(start?: number, end?: number): Vector;
}

/** Rows of equal length. */
export type Matrix = readonly Vector[];

/** A typed array of real numbers. */
export type Floats = Float64Array | Float32Array;
