import { SCHEMA } from './description.ts';
import type { LIMITS } from './limits.ts';
import type { Unit } from './messages.ts';

/** How far one field is described: JSON Schema, and what it has no words for. */
export interface Node {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  /** Where other fields are one of these, those of `then` are required too. */
  readonly if?: {
    readonly properties: Readonly<Record<string, { readonly enum: readonly unknown[] }>>;
  };
  readonly then?: { readonly required: readonly string[] };
  readonly items?: Node;
  readonly prefixItems?: readonly Node[];
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  /** What the axes of an array are, all together; without it each is told by itself. */
  readonly told?: string;
  /** The axes of an array, by the symbols of the description. */
  readonly shape?: readonly string[];
  readonly entry?: 'number' | 'boolean';
  readonly dtypes?: readonly Dtype[];
  /** The axis that a list runs along. */
  readonly axis?: string;
  /** The axis that a list has an entry for each of. */
  readonly length?: string;
  /** The axis that a whole number counts along. */
  readonly index?: string;
  /** The axis that a first token and a count are a part of. */
  readonly run?: string;
  /** Which limit its length has. */
  readonly limit?: keyof typeof LIMITS;
  /** What was wanted, in the words of a message. */
  readonly wanted?: string;
  /** What a list holds at least. */
  readonly least?: string;
  /** The message for a field that is required and not there. */
  readonly missing?: string;
  /** It is the fields of a payload of its own. */
  readonly payload?: boolean;
  /** It has axes of its own: what fits in it is looked at by itself. */
  readonly apart?: boolean;
  /** Nobody writes it by hand: no line of a fence, and no keyword of Python, is called so. */
  readonly unwritten?: boolean;
  /** It selects: what points past the end is not used, and no problem. */
  readonly selects?: boolean;
  /** What it is depends on another field of the same object. */
  readonly switch?: { readonly by: string; readonly cases: Readonly<Record<string, Node>> };
}

export type Dtype = 'float64' | 'float32' | 'float16' | 'bfloat16' | 'uint8' | 'bool';

/** What an axis is called when it is told. */
export interface AxisName {
  readonly told?: string;
  /** One of what it counts. */
  readonly counts?: Unit;
  readonly field?: string;
  readonly limit?: keyof typeof LIMITS;
}

/** The description that readers work from. */
export interface Description extends Node {
  readonly properties: Readonly<Record<string, Node>>;
  readonly $defs: Readonly<Record<string, Node>>;
  readonly symbols: Readonly<Record<string, AxisName>>;
  readonly limits: Readonly<Record<keyof typeof LIMITS, { readonly what: string }>>;
  readonly dependentRequired: Readonly<Record<string, readonly string[]>>;
  /** Fields that take the place of others. */
  readonly inPlaceOf: Readonly<Record<string, readonly string[]>>;
}

export const DESCRIPTION = SCHEMA as unknown as Description;

/** A node with what it refers to. */
export function resolved(node: Node, description: Description): Node {
  if (node.$ref === undefined) {
    return node;
  }
  let whole = wholes.get(node);
  if (!whole) {
    const [, part, name] = node.$ref.split('/') as [string, '$defs' | 'properties', string];
    whole = { ...resolved(description[part][name], description), ...node };
    wholes.set(node, whole);
  }
  return whole;
}

const wholes = new WeakMap<Node, Node>();

/** Whether an object must have a field: always, or because of what others of its fields say. */
export function isRequired(
  name: string,
  node: Node,
  object: Readonly<Record<string, unknown>>
): boolean {
  const conditions = Object.entries(node.if?.properties ?? {});
  return (
    node.required?.includes(name) ||
    (node.then?.required.includes(name) === true &&
      conditions.every(([by, { enum: choices }]) => choices.includes(object[by])))
  );
}

/** The name of a JSON field in TypeScript. */
export function camel(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
