import { deflateSync } from 'node:zlib';
import { DESCRIPTION } from '../../src/format/index.ts';
import { isRequired, resolved } from '../../src/format/node.ts';
import type { Node } from '../../src/format/node.ts';
import type { Random } from './random.ts';

type Sizes = Readonly<Record<string, number>>;

const WORDS = [
  'cats',
  'Sleep',
  'lions’',
  '<s>',
  '🦁',
  'é',
  'שלום',
  '$x$',
  '',
  ' ',
  '\u200d',
  'a-b'
];
/** Fields that a payload has more often than others, so that most of them hold together. */
const LIKELY: Readonly<Record<string, number>> = { embeddings: 0.5, view: 0.5, lesson: 0.15 };

/** A payload whose fields fit together, of every field that the description knows. */
export function payloadOf(random: Random): Record<string, unknown> {
  return payloadBy(DESCRIPTION, random);
}

const RECORDED = ['query', 'key', 'value', 'weights', 'layers'] as const;
const NOT_RECORDED = Object.fromEntries(RECORDED.map(name => [name, 0]));

/**
 * A payload of what a model recorded: heads, nothing but weights, or layers of these.
 *
 * @param weight - makes a weight of any number; all numbers are some unless given
 */
export function recordedPayload(
  random: Random,
  weight?: (number: number) => number
): Record<string, unknown> {
  const sizes = sizesOf(random);
  const payload: Record<string, unknown> = {
    format: 'attention',
    version: 1,
    tokens: tokens(sizes.n, random),
    ...some(['model', 'token_info', 'view'], sizes, random)
  };
  if (random.chance(0.5)) {
    Object.assign(payload, { key_tokens: tokens(sizes.m, random) });
    Object.assign(payload, some(['key_token_info'], sizes, random));
  }
  const keys = 'key_tokens' in payload;
  if (random.chance(0.5)) {
    return {
      ...payload,
      ...recordedLayer({ ...sizes, m: keys ? sizes.m : sizes.n }, random, weight)
    };
  }
  const layers = Array.from({ length: 1 + random.below(3) }, (_, i) => {
    const sequence = random.of(keys ? ['tokens', 'key_tokens', 'cross'] : ['tokens']);
    const { n, m } = sizes;
    const [asks, answers] = sequence === 'cross' ? [n, m] : sequence === 'tokens' ? [n, n] : [m, m];
    const own = { ...sizesOf(random), n: asks, m: answers };
    return { name: `layer ${i}`, sequence, ...recordedLayer(own, random, weight) };
  });
  return { ...payload, layers };
}

function recordedLayer(
  sizes: Sizes,
  random: Random,
  weight?: (number: number) => number
): Record<string, unknown> {
  const by = (names: readonly string[], likelihood: number) =>
    some(names, sizes, random, likelihood);
  return random.chance(0.3)
    ? { ...weightsOf(sizes, random, weight), ...by(['mask', 'n_heads'], 0.1) }
    : {
        ...by(['query', 'key'], 1),
        ...by(['value'], 0.7),
        ...by(['mask', 'scale', 'bias', 'softcap', 'sinks', 'temperature', 'overrides'], 0.2)
      };
}

function weightsOf(
  sizes: Sizes,
  random: Random,
  weight?: (number: number) => number
): Record<string, unknown> {
  const { h, n, m } = sizes;
  const entries = () => Array.from({ length: h * n * m }, () => weight!(numberOf(random)));
  return weight ? { weights: nested(entries(), [h, n, m]) } : some(['weights'], sizes, random, 1);
}

/** Some fields of a payload, each with the likelihood given. */
function some(
  names: readonly string[],
  sizes: Sizes,
  random: Random,
  likelihood: number = 0.3
): Record<string, unknown> {
  const wanted = names.filter(() => random.chance(likelihood));
  const value = (name: string) => valueOf(DESCRIPTION.properties[name], sizes, random, {});
  return Object.fromEntries(wanted.map(name => [name, name === 'n_heads' ? sizes.h : value(name)]));
}

/** The fields of a payload within another. */
function fieldsWithin(random: Random): Record<string, unknown> {
  const { format: _, version: __, lesson: ___, ...properties } = DESCRIPTION.properties;
  return payloadBy({ ...DESCRIPTION, properties }, random);
}

function payloadBy(description: Node, random: Random): Record<string, unknown> {
  const isExample = random.chance(0.4); // with the worked example's projections
  const sizes: Sizes = { ...sizesOf(random), ...(isExample && { d_model: 2, h: 1, g: 1 }) };
  const isSentence = random.chance(0.3);
  const payload = fieldsOf(description, sizes, random, {
    sentence: isSentence ? 1 : 0,
    tokens: isSentence ? 0 : 1,
    projections: isExample ? 0 : 1,
    ...LIKELY,
    ...NOT_RECORDED
  });
  if (isSentence) {
    payload.sentence = Array.from({ length: sizes.n }, () =>
      random.of(['cats', 'lions', 'hunt'])
    ).join(', ');
  }
  if ('n_heads' in payload || sizes.h !== 1) {
    payload.n_heads = sizes.h;
  }
  if (sizes.g === sizes.h) {
    delete payload.n_kv_heads;
  } else {
    payload.n_kv_heads = sizes.g;
  }
  if (sizes.m !== sizes.n && !('key_tokens' in payload)) {
    payload.key_tokens = tokens(sizes.m, random);
  }
  return payload;
}

function sizesOf(random: Random): Sizes {
  const g = random.of([1, 1, 1, 2]);
  const h = g * random.of([1, 1, 2]);
  const n = 1 + random.below(6);
  return {
    n,
    m: random.chance(0.7) ? n : 1 + random.below(6),
    h,
    g,
    d_model: random.of([1, 2, 2, 2, 3, 4]),
    d_k: random.of([1, 2, 2, 4]),
    d_v: random.of([1, 2, 3])
  };
}

function fieldsOf(
  node: Node,
  sizes: Sizes,
  random: Random,
  likely: Readonly<Record<string, number>> = {}
): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(node.properties!)) {
    const likelihood = isRequired(name, node, made) ? 1 : (likely[name] ?? 0.25);
    if (part.const !== undefined) {
      made[name] = part.const;
    } else if (random.chance(likelihood)) {
      made[name] = valueOf(part, sizes, random, made);
    }
  }
  return made;
}

function valueOf(
  part: Node,
  sizes: Sizes,
  random: Random,
  object: Readonly<Record<string, unknown>>
): unknown {
  const node = resolved(part, DESCRIPTION);
  if (node.shape) {
    return arrayOf(
      node,
      node.shape.map(axis => lengthOf(axis, sizes)),
      random
    );
  }
  if (node.switch) {
    return valueOf(node.switch.cases[object[node.switch.by] as string], sizes, random, object);
  }
  if (node.anyOf) {
    return valueOf(random.of(node.anyOf), sizes, random, object);
  }
  if (node.enum || node.const !== undefined) {
    return random.of(node.enum ?? [node.const]);
  }
  if (node.payload) {
    return fieldsWithin(random);
  }
  if (node.properties) {
    return fieldsOf(node, sizes, random);
  }
  if (node.prefixItems) {
    return [random.below(4), 1 + random.below(4)];
  }
  const [type] = [node.type].flat();
  switch (type ?? 'object') {
    case 'null':
      return null;
    case 'boolean':
      return random.chance(0.5);
    case 'number':
      return node.exclusiveMinimum === undefined
        ? numberOf(random)
        : random.of([0.25, 0.5, 1, 2, 1e3]);
    case 'integer':
      return wholeOf(node, sizes, random);
    case 'array':
      return node.limit === 'tokens' && node.minItems
        ? tokens(sizes[object.tokens ? 'm' : 'n'], random)
        : Array.from(
            {
              length: node.length
                ? sizes[node.length]
                : Math.max(node.minItems ?? 0, random.below(4))
            },
            () => valueOf(node.items!, sizes, random, object)
          );
    default:
      return random.of(WORDS);
  }
}

function tokens(count: number, random: Random): unknown[] {
  return Array.from({ length: count }, () => random.of(WORDS));
}

function wholeOf({ index, minimum = 0, maximum }: Node, sizes: Sizes, random: Random): number {
  return index
    ? random.below(sizes[index] + (random.chance(0.1) ? 2 : 0))
    : maximum
      ? Math.max(minimum, random.below(9) - 4)
      : minimum + random.below(3);
}

function lengthOf(axis: string, sizes: Sizes): number {
  const most = /^max\((.+), (.+)\)$/.exec(axis);
  return most
    ? Math.max(sizes[most[1]], sizes[most[2]])
    : axis.split('·').reduce((product, symbol) => product * sizes[symbol], 1);
}

function numberOf(random: Random): number {
  return random.chance(0.02)
    ? random.of([1e308, -1e308, 1e-310, 1e200, 5e-324, 1e30, -0])
    : random.chance(0.3)
      ? random.below(7) - 3
      : Math.round((random.next() * 4 - 2) * 1e4) / 1e4;
}

function arrayOf({ entry, dtypes }: Node, shape: readonly number[], random: Random): unknown {
  const count = shape.reduce((product, length) => product * length, 1);
  const entries = Array.from({ length: count }, () =>
    entry === 'number' ? numberOf(random) : random.chance(0.7)
  );
  if (random.chance(0.3)) {
    return deflated(packed(random.of(dtypes!), shape, entries.map(Number)), random);
  }
  return nested(entries, shape);
}

/** Some arrays as a zlib stream, a few of which are cut off. */
function deflated(array: Packed, random: Random): Packed & { readonly codec?: string } {
  if (random.chance(0.6)) {
    return array;
  }
  const stream = deflateSync(Buffer.from(array.data, 'base64'));
  const bytes = random.chance(0.1) ? stream.subarray(0, -random.below(6)) : stream;
  return { ...array, codec: 'deflate', data: bytes.toString('base64') };
}

interface Packed {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: string;
  readonly coding?: string;
}

function nested(entries: readonly unknown[], shape: readonly number[]): unknown {
  if (shape.length === 1) {
    return entries;
  }
  const size = entries.length / shape[0];
  return Array.from({ length: shape[0] }, (_, i) =>
    nested(entries.slice(i * size, (i + 1) * size), shape.slice(1))
  );
}

function packed(dtype: string, shape: readonly number[], entries: readonly number[]): Packed {
  const kinds = {
    float64: Float64Array,
    float32: Float32Array,
    bool: Uint8Array,
    uint8: Uint8Array
  };
  // Half-precision numbers and brain floats as their bits: 0x3c00 is 1, and a little.
  const numbers = new (kinds[dtype as keyof typeof kinds] ?? Uint16Array)(entries.length);
  entries.forEach((entry, i) => {
    numbers[i] = dtype.endsWith('float16') ? 0x3000 + ((Math.abs(entry) * 1e3) % 0xc00) : entry;
  });
  const data = Buffer.from(numbers.buffer).toString('base64');
  return { dtype, shape, data, ...(dtype === 'uint8' && { coding: 'sqrt' }) };
}
