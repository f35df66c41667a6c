import { messages } from './messages.ts';
import type { Node } from './node.ts';
import { isArrayObject, isPart, readPacked } from './packed.ts';
import type { Report } from './report.ts';
import { arrayWanted, readRows } from './rows.ts';
import { tellUnknown, unknownOf } from './unknown.ts';

/** An array of numbers or booleans, as lists within one another or as bytes; undefined where it is wrong. */
export function readArray(node: Node, value: unknown, path: string, report: Report): unknown {
  if (Array.isArray(value)) {
    return readRows(node, value, path, report);
  }
  if (typeof value !== 'object' || value === null || !isArrayObject(value)) {
    report.problem(path, messages.wanted(value, arrayWanted(node)));
    return undefined;
  }
  const before = report.problems.length;
  tellUnknown(unknownParts(node, value), path, report);
  const found = readPacked(node, value as Record<string, unknown>, path, report);
  return report.problems.length === before ? found : undefined;
}

/** Fields of an array that are not known here, in order. */
export function unknownParts(node: Node, value: unknown): Record<string, unknown> | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject || !isArrayObject(value)) {
    return undefined;
  }
  return unknownOf(value as Record<string, unknown>, name => isPart(node, name));
}
