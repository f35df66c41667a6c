import type { Json, JsonObject } from './json.ts';
import { DESCRIPTION } from './node.ts';
import type { Dtype } from './node.ts';
import { isArrayObject } from './packed.ts';
import type { ArrayObject } from './packed.ts';

const ARGUMENTS: Readonly<Record<string, string>> = {
  query: 'w_q',
  key: 'w_k',
  value: 'w_v',
  output: 'w_o'
};

/** NumPy's names for the bytes of an array, little-endian. */
const DTYPES: Readonly<Partial<Record<Dtype, string>>> = {
  float64: '<f8',
  float32: '<f4',
  float16: '<f2',
  bool: '?'
};

const IMPORT = 'from jupyterlab_attention import Attention';

const KEYWORDS: ReadonlySet<string> = new Set([
  ...Object.keys(DESCRIPTION.properties).filter(name => !DESCRIPTION.properties[name].unwritten),
  ...Object.values(ARGUMENTS)
]);

/** Characters of arrays, all together, that a cell of a notebook still takes with ease. */
const PASTED = 100_000;

/**
 * Python that makes the payload anew: `Attention(…)`, with the same names as keywords. Arrays stand
 * in it as NumPy reads them; where they are too large for a cell, it loads the payload from a file.
 */
export function asPython(payload: JsonObject): string {
  if (payload.lesson !== undefined) {
    // What is covered belongs to it, and its starts are payloads of their own, as they stand in a file.
    return `${IMPORT}\n\nAttention.from_dict(${literal(payload, asDict)})`;
  }
  const keywords = keywordsOf(payload);
  const arrays = keywords.filter((keyword): keyword is [string, ArrayObject] =>
    isArray(keyword[1])
  );
  const length = arrays.reduce((sum, [, { data }]) => sum + data.length, 0);
  if (length > PASTED || (payload.layers && JSON.stringify(payload.layers).length > PASTED)) {
    return fromFile(arrays);
  }
  const imports = arrays.length > 0 ? 'import base64\n\nimport numpy\n' : '';
  if (keywords.some(([name]) => !KEYWORDS.has(name))) {
    const { view: _, ...inputs } = payload; // no keyword takes what is not known here
    return `${imports}${IMPORT}\n\nAttention.from_dict(${literal(inputs)})`;
  }
  const { sentence } = payload;
  const words = [
    ...(sentence === undefined ? [] : [literal(sentence)]),
    ...keywords.map(([name, value]) => `${name}=${literal(value)}`)
  ];
  return `${imports}${IMPORT}\n\nAttention(${words.join(', ')})`;
}

function keywordsOf(payload: JsonObject): readonly (readonly [string, Json])[] {
  const { format: _, version: __, view: ___, sentence: ____, projections, ...fields } = payload;
  const named = Object.entries((projections ?? {}) as JsonObject).map(
    ([name, matrix]) => [argumentOf(name), matrix] as const
  );
  return [...Object.entries(fields), ...named];
}

function argumentOf(name: string): string {
  return Object.hasOwn(ARGUMENTS, name) ? ARGUMENTS[name] : `projections.${name}`;
}

function fromFile(arrays: readonly (readonly [string, ArrayObject])[]): string {
  const told = arrays.map(([name, { shape }]) => `${name} [${shape.join(', ')}]`);
  return [
    `# Too large for a cell: ${told.join(', ') || 'layers'}.`,
    '# Copy as JSON instead, save that under this name, and load it.',
    IMPORT,
    '',
    'Attention.load("copied.attention.json")'
  ].join('\n');
}

/** Whether it holds the bytes of an array: what a model computed with is called `dtype` too. */
function isArray(value: Json): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    isArrayObject(value) &&
    Array.isArray((value as JsonObject).shape)
  );
}

/**
 * JSON as Python writes it; a JSON string is a Python string too.
 *
 * @param bytes - how an array is written that came as bytes
 */
function literal(value: Json, bytes: (array: ArrayObject) => string = fromBytes): string {
  if (value === null || typeof value === 'boolean') {
    return value === null ? 'None' : value ? 'True' : 'False';
  }
  if (Array.isArray(value)) {
    return `[${value.map(part => literal(part as Json, bytes)).join(', ')}]`;
  }
  if (isArray(value)) {
    return bytes(value as ArrayObject);
  }
  return typeof value === 'object' ? dict(value as JsonObject, bytes) : JSON.stringify(value);
}

function dict(object: JsonObject, bytes: (array: ArrayObject) => string): string {
  const entries = Object.entries(object).map(
    ([name, part]) => `${JSON.stringify(name)}: ${literal(part, bytes)}`
  );
  return `{${entries.join(', ')}}`;
}

function asDict({ shape, ...parts }: ArrayObject): string {
  return dict({ ...parts, shape: [...shape] }, asDict);
}

/** What NumPy has no bytes of stays as it is. */
function fromBytes(array: ArrayObject): string {
  const { dtype, shape, data, codec, packing } = array;
  const type = codec || packing ? undefined : DTYPES[dtype];
  const bytes = `base64.b64decode("${data}")`;
  return type
    ? `numpy.frombuffer(${bytes}, "${type}").reshape(${shape.join(', ')})`
    : asDict(array);
}
