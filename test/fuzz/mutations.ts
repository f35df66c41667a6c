import type { Random } from './random.ts';

/** Stands in a payload for a number that only JSON text can hold. */
const WRITTEN: Readonly<Record<string, string>> = {
  '@far@': '1e400',
  '@-far@': '-1e400',
  '@digits@': '9'.repeat(5001),
  '@float@': '2.0',
  '@whole@': '1.0'
};

const VALUES: readonly (() => unknown)[] = [
  ...[null, true, false, 0, 1, -1, 2, 3, 0.5, 65, 1e-7, 123456789.125, 1e21, 1.5e300].map(
    value => () => value
  ),
  ...[2 ** 53, 2 ** 53 + 2, 1e308, 1e-310, 8192, 8193, 1_000_001].map(value => () => value),
  ...[
    '',
    'x',
    'NaN',
    'causal',
    'rope',
    'made',
    'weights',
    '\ud800',
    'é🦁'.repeat(30),
    '__proto__',
    '"\n\u2028',
    'constructor',
    '1',
    'می‌خواهم ΟΔΥΣΣΕΥΣ',
    '\u202ea\u0000'
  ].map(value => () => value),
  ...Object.keys(WRITTEN).map(value => () => value),
  () => [],
  () => [[]],
  () => [[[1, 2]]],
  () => [1, 2],
  () => [[1, 2], [3]],
  () => [
    [1, 0],
    [0, 1]
  ],
  () => [
    [true, false],
    [true, true]
  ],
  () => [null],
  () => ({}),
  () => ({ about: 'weights', is: 'above' }),
  () => ({ sentence: 'Cats hunt', lesson: {}, version: 2 }),
  () => ({ dtype: 'float32', shape: [1, 2], data: 'AACAPwAAAEA=' }),
  () => ({ dtype: 'float32', shape: [2, 2, 2], data: '' }),
  () => ({ dtype: 'bool', shape: [1, 1], data: 'AQ==', note: 1 }),
  () => ({ dtype: 7, shape: '2x2', data: null }),
  () => ({ shape: [] }),
  () => ({ dtype: 'float16', shape: [1, 2, 1], data: 'ADwAPA==' }),
  () => ({ dtype: 'float64', shape: [2.0], data: 'AAAAAAAA8D8AAAAAAAAAQA==' }),
  () => ({ dtype: 'bool', shape: [2, 2], data: 'AQACAQ==' }),
  () => ({ dtype: 'float32', shape: [4096, 4097], data: '' }),
  () => ({ dtype: 'constructor', shape: [2, 1], data: 'A===', toString: {} }),
  () => [0, 1, 1.0],
  () => [true, 1, 0, null],
  () => [[[true]], [[false]]],
  () => [['a', 'b']],
  () => [{}, [], 'x', 2, null, false],
  () => [0, 2 ** 53],
  () => [3, 9],
  () => Array.from({ length: 30 }, () => 'x'),
  () => Array.from({ length: 30 }, () => ({ head: 0, query: 99, key: -1, value: 'x' })),
  () => Array.from({ length: 8193 }, (_, i) => (i === 8192 ? 'x' : true)),
  () => nest(900),
  () => nest(99)
];

const NAMES = [
  'x',
  'note',
  '10',
  '2',
  '__proto__',
  'unknown',
  'beside',
  'é',
  'dtype',
  'head',
  'scores',
  'constructor',
  'toString',
  'hasOwnProperty',
  'a.b',
  'x[0]',
  '',
  '4294967295',
  '\ud83e',
  'tokens',
  'sentence',
  'key_tokens',
  'n_kv_heads',
  'window',
  'guess',
  'question',
  'lesson',
  'start',
  'step',
  'name',
  'is',
  'than'
];

function nest(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) {
    value = [value];
  }
  return value;
}

/** A payload with something changed, added or taken out at a place of any depth. */
export function mutated(payload: unknown, random: Random): unknown {
  if (random.chance(0.004)) {
    return random.of(VALUES)();
  }
  const places = placesIn(payload);
  if (places.length === 0) {
    return payload;
  }
  const { holder, name } = random.of(places);
  const object = holder as Record<string | number, unknown>;
  const kind = random.below(14);
  if (kind < 6) {
    put(object, name, random.of(VALUES)());
  } else if (kind < 7 && Array.isArray(holder)) {
    holder.splice(Number(name), 1);
  } else if (kind < 7) {
    delete object[name];
  } else if (kind < 8 && Array.isArray(holder)) {
    holder.push(holder[Number(name)]);
  } else if (kind < 10 && !Array.isArray(holder)) {
    put(object, random.of(NAMES), random.of(VALUES)());
  } else if (kind < 11) {
    const other = random.of(places);
    put(object, name, copied((other.holder as Record<string | number, unknown>)[other.name]));
  } else if (kind < 12 && !Array.isArray(holder)) {
    put(object, random.of(NAMES), object[name]);
    delete object[name];
  } else if (kind < 13) {
    put(object, name, twisted(object[name], random));
  } else {
    put(object, name, random.of(VALUES)());
  }
  return payload;
}

/** Nearly the same: as another kind of value, longer, shorter or one level off. */
function twisted(value: unknown, random: Random): unknown {
  if (typeof value === 'string') {
    const at = random.below(value.length + 1);
    const sign = random.of(['', '=', '-', '\n', ' ', '\u200c', 'é', '\ud800', 'A']);
    return value.slice(0, at) + sign + value.slice(at + random.below(2));
  }
  if (typeof value === 'number') {
    return random.of([String(value), -value, value + 1, value / 2, value * 2 ** 53, [value]]);
  }
  if (typeof value === 'boolean') {
    return random.of([Number(value), String(value), [value]]);
  }
  const inner = Array.isArray(value) ? (value[0] as unknown) : value;
  return random.of([[value], inner, [value, copied(value)], { value }, null]);
}

/** A value of its own: what stands at two places is changed at one of them. */
function copied(value: unknown): unknown {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown);
}

/** Sets a field of any name, `__proto__` too. */
function put(object: object, name: string | number, value: unknown): void {
  Object.defineProperty(object, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true
  });
}

/** Every place in a value, outer ones as often as those in long lists. */
function placesIn(value: unknown): { holder: object; name: string | number }[] {
  const places: { holder: object; name: string | number }[] = [];
  const go = (holder: object): void => {
    const names = Object.keys(holder).slice(0, 6);
    for (const name of names) {
      places.push({ holder, name });
      const inner = (holder as Record<string, unknown>)[name];
      if (typeof inner === 'object' && inner !== null) {
        go(inner);
      }
    }
  };
  go(value as object);
  return places;
}

/** The JSON text of a payload, with numbers in it that a value of JavaScript cannot tell apart. */
export function textOf(payload: unknown): string {
  return Object.entries(WRITTEN).reduce(
    (text, [sign, number]) => text.replaceAll(JSON.stringify(sign), number),
    JSON.stringify(payload)
  );
}
