import { camel, resolved } from './node.ts';
import type { Description, Node } from './node.ts';

/** A field of what was read: where it stands in the payload, how it is described, what it says. */
export interface Field {
  readonly path: string;
  readonly node: Node;
  readonly value: unknown;
  /** It stands in a part that only selects. */
  readonly selects: boolean;
}

/**
 * Every field of what was read that says something, outer ones first, in the order of the description; but
 * for what stands apart, with axes of its own.
 */
export function* fieldsOf(
  object: object,
  node: Node,
  description: Description,
  path: string = '$',
  selects: boolean = false
): Generator<Field> {
  const said = object as Readonly<Record<string, unknown>>;
  for (const [name, part] of Object.entries(node.properties!)) {
    const value = said[camel(name)];
    if (value !== undefined) {
      yield* fieldsIn(value, said, part, description, `${path}.${name}`, selects);
    }
  }
}

function* fieldsIn(
  value: unknown,
  object: Readonly<Record<string, unknown>>,
  part: Node,
  description: Description,
  path: string,
  selects: boolean
): Generator<Field> {
  const node = meant(part, value, object, description);
  if (!node) {
    return;
  }
  const isSelecting = selects || node.selects === true;
  yield { path, node, value, selects: isSelecting };
  if (node.items && resolved(node.items, description).apart) {
    return;
  }
  if (node.properties && !node.shape) {
    yield* fieldsOf(value as object, node, description, path, isSelecting);
  } else if (node.items && !node.shape && !isPlain(node.items, description)) {
    for (const [i, entry] of (value as readonly unknown[]).entries()) {
      yield* fieldsIn(entry, object, node.items, description, `${path}[${i}]`, isSelecting);
    }
  }
}

/** Of several kinds of values the one that this is. */
function meant(
  part: Node,
  value: unknown,
  object: Readonly<Record<string, unknown>>,
  description: Description
): Node | null {
  const node = resolved(part, description);
  if (node.switch) {
    const kind = node.switch.cases[object[node.switch.by] as string];
    return kind ? meant(kind, value, object, description) : null;
  }
  if (!node.anyOf || node.shape) {
    return node;
  }
  const kind = node.anyOf.find(({ shape, properties }) =>
    Array.isArray(value) ? shape : typeof value === 'object' ? properties : !shape && !properties
  );
  return kind ? resolved(kind, description) : null;
}

/** Entries of a list that say nothing by themselves of other fields. */
function isPlain(items: Node, description: Description): boolean {
  const { properties, index, anyOf, switch: choice } = resolved(items, description);
  return !properties && !index && !anyOf && !choice;
}
