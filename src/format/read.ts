import { readArray, unknownParts } from './arrays.ts';
import type { Kept } from './kept.ts';
import { LIMITS } from './limits.ts';
import { messages, tell, words } from './messages.ts';
import { camel, isRequired, resolved } from './node.ts';
import type { Description, Node } from './node.ts';
import { isArrayObject } from './packed.ts';
import type { Problem, Report } from './report.ts';
import { rankProblem, shapeOfFirst } from './rows.ts';
import { booleanProblem, isNumber, isWhole, numberWanted, wholeWanted } from './scalars.ts';
import { phrase } from './told.ts';
import type { Told } from './told.ts';
import { tellUnknown, unknownOf } from './unknown.ts';

/** What reading a field needs besides the field: the whole description, and where problems go. */
export interface Context {
  readonly description: Description;
  readonly report: Report;
  /** Reads the fields of a payload that stands within this one. */
  readonly within: (fields: Fields) => {
    readonly problems: readonly Problem[];
    readonly warnings: readonly Problem[];
  };
}

type Fields = Record<string, unknown>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads the fields of an object that the description knows, in its order: each alone, whatever the
 * others say. What could be read comes back also where something is wrong; what is not known is kept.
 */
export function readFields(node: Node, value: Fields, path: string, at: Context): Fields & Kept {
  const read: Fields = {};
  const beside: Record<string, Fields> = {};
  for (const [name, part] of Object.entries(node.properties!)) {
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    const here = `${path}.${name}`;
    if (part.const !== undefined || (given === undefined && !isRequired(name, node, value))) {
      continue; // the version is checked before anything is read
    }
    if (given === undefined && part.missing) {
      at.report.problem(here, tell(part.missing as 'missingProjection', { name }));
      continue;
    }
    const found = readNode(chosen(part, value, at), given, here, at);
    if (found !== undefined) {
      read[camel(name)] = found;
      const whole = resolved(part, at.description);
      const more = whole.shape || whole.anyOf ? unknownParts(whole, given) : undefined;
      if (more) {
        beside[name] = more;
      }
    }
  }
  const unknown = unknownOf(value, name => Object.hasOwn(node.properties!, name));
  tellUnknown(unknown, path, at.report);
  return {
    ...read,
    ...(unknown && { unknown }),
    ...(Object.keys(beside).length > 0 && { beside })
  };
}

/** One field: its value where it is right, undefined where it is wrong or says that it is absent. */
function readNode(node: Node | null, value: unknown, path: string, at: Context): unknown {
  if (node === null) {
    return undefined;
  }
  const whole = resolved(node, at.description);
  if (whole.shape) {
    return readArray(whole, value, path, at.report);
  }
  if (whole.anyOf) {
    return readAnyOf(whole, value, path, at);
  }
  if (whole.enum) {
    return checked(
      whole.enum.includes(value as string),
      words('oneOf', { names: whole.enum.join(', ') })
    );
  }
  const [type, ...others] = [whole.type].flat();
  if (value === null && others.includes('null')) {
    return undefined;
  }
  switch (type ?? 'object') {
    case 'boolean':
      return readBoolean(value, path, at);
    case 'number':
      return checked(isNumber(value, whole), numberWanted(whole));
    case 'integer':
      return checked(isWhole(value, whole), wholeWanted(whole));
    case 'string':
      return readText(whole, value, path, at);
    case 'array':
      return whole.prefixItems
        ? readTuple(whole, value, path, at)
        : readList(whole, value, path, at);
    default:
      return !isObject(value)
        ? checked(false, phrase(whole.wanted!))
        : whole.payload
          ? readPayload(value, path, at)
          : readFields(whole, value, path, at);
  }

  function checked(right: boolean, wanted: Told): unknown {
    if (!right) {
      at.report.problem(path, messages.wanted(value, wanted));
    }
    return right ? value : undefined;
  }
}

/** What a field is, where another one says so; null: that one says nothing that is known. */
function chosen(node: Node, object: Fields, { description }: Context): Node | null {
  const { switch: choice } = resolved(node, description);
  if (!choice) {
    return node;
  }
  const by = object[choice.by];
  return typeof by === 'string' && Object.hasOwn(choice.cases, by) ? choice.cases[by] : null;
}

/** Of several kinds of values the one that is meant, right or wrong. */
function readAnyOf(node: Node, value: unknown, path: string, at: Context): unknown {
  const isArray = Array.isArray(value) || (isObject(value) && isArrayObject(value));
  const isMeant = (kind: Node) =>
    kind.shape
      ? isArray
      : kind.properties
        ? isObject(value) && !isArray
        : kind.type === 'null'
          ? value === null
          : kind.type === 'string'
            ? typeof value === 'string'
            : kind.type === 'number' || kind.type === 'integer'
              ? typeof value === 'number'
              : kind.const === value || !!kind.enum?.includes(value as string);
  const kind = node.anyOf!.find(isMeant);
  if (!kind) {
    at.report.problem(path, messages.wanted(value, phrase(node.wanted!)));
    return undefined;
  }
  return kind.type === 'null'
    ? undefined
    : kind.const === undefined
      ? readNode(kind, value, path, at)
      : value;
}

/** The fields of a payload within this one, as they came: they are read again when they are shown. */
function readPayload(value: Fields, path: string, { report, within }: Context): Fields | undefined {
  const { problems, warnings } = within(value);
  const inside = (found: Problem) => ({ ...found, path: `${path}${found.path.slice(1)}` });
  problems.forEach(found => report.problems.push(inside(found)));
  warnings.forEach(found => report.warnings.push(inside(found)));
  return problems.length === 0 ? value : undefined;
}

function readBoolean(value: unknown, path: string, { report }: Context): boolean | undefined {
  if (typeof value !== 'boolean') {
    report.problem(path, booleanProblem(value, path.endsWith(']')));
    return undefined;
  }
  return value;
}

function readText(
  node: Node,
  value: unknown,
  path: string,
  { report }: Context
): string | undefined {
  if (typeof value !== 'string') {
    report.problem(path, messages.wanted(value, words('someText')));
    return undefined;
  }
  const most = node.limit ? LIMITS[node.limit] : Infinity;
  if (value.length > most) {
    report.problem(path, messages.tooMany('characters', value.length, most));
    return undefined;
  }
  return value;
}

function readList(
  node: Node,
  value: unknown,
  path: string,
  at: Context
): readonly unknown[] | undefined {
  const wrong = listProblem(node, value, at);
  if (wrong !== null) {
    at.report.problem(path, wrong);
    return undefined;
  }
  const entries: unknown[] = [];
  const most = holdsPayloads(node, at) ? Infinity : LIMITS.problems;
  const right = at.report.within(
    path,
    () =>
      (value as readonly unknown[]).forEach((entry, i) => {
        entries.push(readNode(node.items!, entry, `${path}[${i}]`, at));
      }),
    most
  );
  return right ? entries : undefined;
}

/** Entries with payloads in them are fields of many kinds: what is wrong in one hides nothing of the next. */
function holdsPayloads(node: Node, { description }: Context): boolean {
  return Object.values(resolved(node.items!, description).properties ?? {}).some(
    ({ payload }) => payload
  );
}

/** What is wrong with a list as a whole, before its entries are looked at; null: nothing. */
function listProblem(node: Node, value: unknown, at: Context): Told | null {
  if (!Array.isArray(value)) {
    return messages.wanted(
      value,
      node.wanted
        ? phrase(node.wanted)
        : words('listOfNames', { names: choices(node, at).join(', ') })
    );
  }
  if (value.length < (node.minItems ?? 0)) {
    return tell('empty', { wanted: phrase(node.least!) });
  }
  const most = LIMITS[node.limit!];
  if (value.length > most) {
    return messages.tooMany(at.description.limits[node.limit!].what, value.length, most);
  }
  return node.axis !== undefined && Array.isArray(value[0])
    ? rankProblem({ shape: [node.axis] }, shapeOfFirst(value).lengths)
    : null;
}

function readTuple(
  node: Node,
  value: unknown,
  path: string,
  at: Context
): readonly unknown[] | undefined {
  const parts = node.prefixItems!;
  if (!Array.isArray(value) || value.length !== parts.length) {
    at.report.problem(path, messages.wanted(value, phrase(node.wanted!)));
    return undefined;
  }
  const entries = parts.map((part, i) => readNode(part, value[i], `${path}[${i}]`, at));
  return entries.includes(undefined) ? undefined : entries;
}

function choices(node: Node, { description }: Context): readonly string[] {
  return resolved(node.items!, description).enum ?? [];
}
