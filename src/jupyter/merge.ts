import type { Json, JsonObject } from '../format/index.ts';
import type { Same } from './jsonText.ts';

/**
 * What two have made of the same: whatever one of them changed, and of what both changed, mine. Objects
 * are gone through field by field; anything else is one thing.
 */
export function merged(
  before: JsonObject,
  mine: JsonObject,
  theirs: JsonObject,
  same: Same
): JsonObject {
  const names = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
  return Object.fromEntries(
    [...names].flatMap(name => {
      const [was, here, there] = [before, mine, theirs].map(object => own(object, name));
      const isMine = !same(here, was);
      const both = isMine && !same(there, was);
      const value =
        both && isObject(here) && isObject(there)
          ? merged(isObject(was) ? was : {}, here, there, same)
          : isMine
            ? here
            : there;
      return value === undefined ? [] : [[name, value]];
    })
  );
}

function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
