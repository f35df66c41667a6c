import type { Json, JsonObject } from './serialize.ts';

const ARGUMENTS: Readonly<Record<string, string>> = {
  query: 'w_q',
  key: 'w_k',
  value: 'w_v',
  output: 'w_o'
};

/** A line of Python that makes the payload anew: `Attention(…)`, with the same names as keywords. */
export function asPython(payload: JsonObject): string {
  const { format: _, version: __, view: ___, sentence, projections, ...fields } = payload;
  const named = Object.entries((projections ?? {}) as JsonObject).map(
    ([name, matrix]): [string, Json] => [ARGUMENTS[name] ?? name, matrix]
  );
  const keywords = [...Object.entries(fields), ...named].map(
    ([name, value]) => `${name}=${literal(value)}`
  );
  const words = [...(sentence === undefined ? [] : [literal(sentence)]), ...keywords];
  return `from jupyterlab_attention import Attention\n\nAttention(${words.join(', ')})`;
}

/** JSON as Python writes it; a JSON string is a Python string too. */
function literal(value: Json): string {
  if (value === null || typeof value === 'boolean') {
    return value === null ? 'None' : value ? 'True' : 'False';
  }
  if (Array.isArray(value)) {
    return `[${value.map(literal).join(', ')}]`;
  }
  return typeof value === 'object'
    ? `{${Object.entries(value as JsonObject)
        .map(([name, part]) => `${JSON.stringify(name)}: ${literal(part)}`)
        .join(', ')}}`
    : JSON.stringify(value);
}
