import { messages, tell } from './messages.ts';
import type { Node } from './node.ts';
import { FIELDS, isArrayObject, readPacked } from './packed.ts';
import type { Report } from './report.ts';
import { arrayWanted, readRows } from './rows.ts';

/** An array of numbers or booleans, as lists within one another or as bytes; undefined where it is wrong. */
export function readArray(node: Node, value: unknown, path: string, report: Report): unknown {
  if (Array.isArray(value)) {
    return readRows(node, value, path, report);
  }
  if (typeof value !== 'object' || value === null || !isArrayObject(value)) {
    report.problem(path, messages.wanted(value, arrayWanted(node)));
    return undefined;
  }
  for (const name of Object.keys(unknownParts(value) ?? {})) {
    report.warn(`${path}.${name}`, tell('unknownField'));
  }
  return readPacked(node, value as Record<string, unknown>, path, report);
}

/** Fields of an array that are not known here, in order. */
export function unknownParts(value: unknown): Record<string, unknown> | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject || !isArrayObject(value)) {
    return undefined;
  }
  const fields = value as Record<string, unknown>;
  const names = Object.keys(fields).filter(name => !FIELDS.includes(name));
  return names.length > 0
    ? Object.fromEntries(names.sort().map(name => [name, fields[name]]))
    : undefined;
}
