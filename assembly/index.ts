import { attendRows, packToken, prepare } from './attend';
import { Head } from './head';
import { moveToken } from './move';
import { attendOnline } from './online';
import { plan } from './plan';
import { project } from './project';

/** Where the host may begin to use the memory. */
export function heapBase(): usize {
  return __heap_base;
}

/** Bytes of room to work in that a head of this shape needs, for numbers of `size` bytes. */
export function workBytes(head: usize, size: i32): usize {
  return plan(changetype<Head>(head), size);
}

/** Attention of one head with its intermediates; see `attendRows`. */
export function attend_f32(head: usize): void {
  attend<f32>(changetype<Head>(head));
}

export function attend_f64(head: usize): void {
  attend<f64>(changetype<Head>(head));
}

/** Output, maximum and sum only; see `attendOnline`. */
export function online_f32(head: usize): void {
  online<f32>(changetype<Head>(head));
}

export function online_f64(head: usize): void {
  online<f64>(changetype<Head>(head));
}

/** What one token's move changes; see `moveToken`. */
export function move_f32(head: usize): void {
  move<f32>(changetype<Head>(head));
}

export function move_f64(head: usize): void {
  move<f64>(changetype<Head>(head));
}

/** A matrix product; see `project`. */
export function project_f32(head: usize): void {
  project<f32>(changetype<Head>(head));
}

export function project_f64(head: usize): void {
  project<f64>(changetype<Head>(head));
}

function attend<T>(head: Head): void {
  prepare<T>(head);
  attendRows(head, 0, head.to - head.from);
}

function online<T>(head: Head): void {
  prepare<T>(head);
  attendOnline(head);
}

function move<T>(head: Head): void {
  packToken<T>(head);
  moveToken(head);
}
