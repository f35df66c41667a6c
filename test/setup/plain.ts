import type { MaskedRow } from '../../src/engine/index.ts';

/** Rows as plain arrays, to be compared with what is written out in a test. */
export const plain = <T extends MaskedRow>(rows: readonly T[]) =>
  rows.map(row => Array.from(row) as number[]);
