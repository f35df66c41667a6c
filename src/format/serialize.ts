import type { Json, JsonObject } from './json.ts';
import type { Kept } from './kept.ts';
import { camel, DESCRIPTION, resolved } from './node.ts';
import type { Description, Node } from './node.ts';
import type { Spec } from './spec.ts';
import { writeArray } from './write.ts';

/**
 * The payload of a spec: only what it says, in the order of the description, then what is not known
 * here. Arrays of many numbers go as bytes, and what came as bytes goes as it came.
 */
export function serialize(spec: Spec, description: Description = DESCRIPTION): JsonObject {
  return writeFields(description, spec, description);
}

function writeFields(node: Node, object: object, description: Description): JsonObject {
  const said = object as Readonly<Record<string, unknown>> & Kept;
  const written: Record<string, Json> = {};
  for (const [name, part] of Object.entries(node.properties!)) {
    const value = part.const ?? said[camel(name)];
    if (value !== undefined) {
      const beside = said.beside?.[name] as JsonObject | undefined;
      written[name] = writeNode(resolved(part, description), value, description, beside);
    }
  }
  for (const [name, value] of Object.entries(said.unknown ?? {})) {
    Object.defineProperty(written, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true
    });
  }
  return written;
}

function writeNode(
  node: Node,
  value: unknown,
  description: Description,
  beside?: JsonObject
): Json {
  if (typeof value !== 'object' || value === null) {
    return value as Json;
  }
  if (node.shape) {
    return writeArray(node, value, beside);
  }
  if (node.anyOf && !node.switch) {
    const kind = node.anyOf.find(({ shape, properties }) =>
      Array.isArray(value) ? shape : properties
    );
    return writeNode(resolved(kind!, description), value, description, beside);
  }
  if (node.properties) {
    return writeFields(node, value, description);
  }
  const items = node.items && resolved(node.items, description);
  return items?.properties
    ? (value as readonly object[]).map(entry => writeFields(items, entry, description))
    : (value as Json);
}
