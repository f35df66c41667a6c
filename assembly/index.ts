import { attendRows, packToken, prepare } from './attend';
import { Head } from './head';
import { moveToken } from './move';
import { attendOnline } from './online';
import { plan } from './plan';
import { multiplyRows, packMatrix } from './project';

// What packs is there for each precision. What comes after it finds in the head's room what was packed,
// is told the `size` of a number, and may be called again and again.

/** Where the host may begin to use the memory. */
export function heapBase(): usize {
  return __heap_base;
}

/** Bytes of room to work in that a head of this shape needs, for numbers of `size` bytes. */
export function workBytes(head: usize, size: i32): usize {
  return plan(changetype<Head>(head), size);
}

/** Packs keys and values: before `rows`, `online` and `token`. */
export function prepare_f32(head: usize): void {
  prepare<f32>(changetype<Head>(head));
}

export function prepare_f64(head: usize): void {
  prepare<f64>(changetype<Head>(head));
}

/** Packs the new key and value of one token: before `move`, or `rows` again. */
export function token_f32(head: usize): void {
  packToken<f32>(changetype<Head>(head));
}

export function token_f64(head: usize): void {
  packToken<f64>(changetype<Head>(head));
}

/** Packs the matrix of a product: before `multiply`. */
export function pack_f32(head: usize): void {
  packMatrix<f32>(changetype<Head>(head));
}

export function pack_f64(head: usize): void {
  packMatrix<f64>(changetype<Head>(head));
}

/** Attention with its intermediates; scale, temperature and mask may be others than before. */
export function rows(head: usize, size: i32): void {
  const own = planned(head, size);
  attendRows(own, 0, own.to - own.from);
}

/** Output, maximum and sum only; see `attendOnline`. */
export function online(head: usize, size: i32): void {
  attendOnline(planned(head, size));
}

/** What one token's move changes, in float32; see `moveToken`. */
export function move(head: usize): void {
  moveToken(planned(head, 4));
}

/** Rows of a matrix product; see `multiplyRows`. */
export function multiply(head: usize, size: i32): void {
  multiplyRows(planned(head, size));
}

function planned(head: usize, size: i32): Head {
  plan(changetype<Head>(head), size);
  return changetype<Head>(head);
}
