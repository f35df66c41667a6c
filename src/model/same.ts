import { sourceOf } from '../format/index.ts';
import type { Spec } from '../format/index.ts';

/** A list of anything: an array, rows seen in one piece, a typed row. */
type List = ArrayLike<unknown>;

/** Whether two specs say the same about the numbers, whatever is selected, and whatever is played. */
export function sameInputs(a: Spec, b: Spec): boolean {
  const { view: _, lesson: __, ...before } = a;
  const { view: ___, lesson: ____, ...after } = b;
  return sameValue(before, after);
}

/**
 * Whether two values say the same: whatever is one and the same object is not looked into, arrays
 * that came as the same bytes are not either, and a typed row equals a list of its numbers.
 */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return false;
  }
  if (isList(a) || isList(b)) {
    return isList(a) && isList(b) && (sameBytes(a, b) || sameLists(a, b));
  }
  return sameObjects(a, b);
}

function isList(value: object): value is List {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

/** How the bytes of an array are meant. */
const HOW = ['dtype', 'codec', 'packing', 'coding'];

function sameBytes(a: List, b: List): boolean {
  const [one, other] = [sourceOf(a), sourceOf(b)];
  return (
    one !== undefined &&
    other !== undefined &&
    one.data === other.data &&
    sameLists(one.shape, other.shape) &&
    HOW.every(name => one[name] === other[name])
  );
}

function sameLists(a: List, b: List): boolean {
  if (a.length !== b.length) {
    return false;
  }
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i] && !sameValue(a[i], b[i])) {
      return false;
    }
  }
  return true;
}

/** Fields that are undefined say as much as fields that are not there. */
function sameObjects(a: object, b: object): boolean {
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every(name => sameValue(own(one, name), own(other, name)));
}

function own(object: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
