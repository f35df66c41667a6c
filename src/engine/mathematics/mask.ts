import { cheapRows } from '../arrays/lazyRows.ts';

/** [query, key] booleans, true = may attend. */
export type Mask = readonly (readonly boolean[])[];

/** A mask put together of parts; all of them must allow. */
export interface MaskParts {
  readonly causal?: boolean;
  /** The key is less than this far away; with `causal` the newest ones, the query itself included. */
  readonly window?: number;
  /** Of each key: it is a real token. */
  readonly padding?: readonly boolean[];
}

/** Each query may attend to itself and to what stands before it. */
export function causalMask(queries: number, keys: number = queries): Mask {
  return fill(queries, keys, (query, key) => key <= query);
}

/** No query may attend to padding. `present` says of each key whether it is a real token. */
export function paddingMask(queries: number, present: readonly boolean[]): Mask {
  return fill(queries, present.length, (_, key) => present[key]);
}

/**
 * Each query may attend to keys less than `width` away.
 *
 * Source: Beltagy et al., Longformer (2020), section 3.1.
 */
export function windowMask(queries: number, keys: number, width: number): Mask {
  return fill(queries, keys, (query, key) => Math.abs(query - key) < width);
}

/** May attend where all of the masks say so. */
export function combineMasks(...masks: readonly Mask[]): Mask {
  const [first, ...others] = masks;
  const rows = (query: number) =>
    others.reduce((row, mask) => bothOf(row, mask[query]), first[query]);
  return cheapRows(first.length, first[0].length, rows);
}

/** Whether a mask is drawn cell by cell. */
export function isMask(mask: 'causal' | Mask | MaskParts | null | undefined): mask is Mask {
  return Array.isArray(mask);
}

/** The parts of a mask that is put together of parts, or null where it is none. */
export function maskParts(mask: 'causal' | Mask | MaskParts | null | undefined): MaskParts | null {
  return typeof mask === 'object' && !isMask(mask) ? mask : null;
}

/** The mask as booleans, [queries, keys], or null: everything may attend. */
export function resolveMask(
  mask: 'causal' | Mask | MaskParts | null,
  queries: number,
  keys: number
): Mask | null {
  if (last.of !== mask || last.queries !== queries || last.keys !== keys) {
    last = { of: mask, queries, keys, resolved: resolved(mask, queries, keys) };
  }
  return last.resolved;
}

/** The mask that was resolved last: edits mostly leave it as it is, and its rows are made by then. */
let last: {
  readonly of: 'causal' | Mask | MaskParts | null;
  readonly queries: number;
  readonly keys: number;
  readonly resolved: Mask | null;
} = { of: null, queries: 0, keys: 0, resolved: null };

function resolved(
  mask: 'causal' | Mask | MaskParts | null,
  queries: number,
  keys: number
): Mask | null {
  if (mask === 'causal') {
    return causalMask(queries, keys);
  }
  if (mask === null || isMask(mask)) {
    return mask;
  }
  const parts = [
    ...(mask.causal ? [causalMask(queries, keys)] : []),
    ...(mask.window !== undefined ? [windowMask(queries, keys, mask.window)] : []),
    ...(mask.padding ? [paddingMask(queries, mask.padding)] : [])
  ];
  return parts.length > 0 ? combineMasks(...parts) : null;
}

function bothOf(a: readonly boolean[], b: readonly boolean[]): readonly boolean[] {
  const row = new Array<boolean>(a.length);
  for (let key = 0; key < row.length; key++) {
    row[key] = a[key] && b[key];
  }
  return row;
}

function fill(
  queries: number,
  keys: number,
  mayAttend: (query: number, key: number) => boolean
): Mask {
  return cheapRows(queries, keys, query => {
    const row = new Array<boolean>(keys);
    for (let key = 0; key < keys; key++) {
      row[key] = mayAttend(query, key);
    }
    return row;
  });
}
