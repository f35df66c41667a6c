import { LIMITS } from './limits.ts';
import { messages, tell, words } from './messages.ts';
import type { Report } from './report.ts';
import type { Told } from './told.ts';

type Fields = Record<string, unknown>;

/** Fields of an object that are not known here, in an order of their own. */
export function unknownOf(value: Fields, isKnown: (name: string) => boolean): Fields | undefined {
  const names = Object.keys(value).filter(name => !isKnown(name) && value[name] !== undefined);
  return names.length > 0
    ? Object.fromEntries(names.sort().map(name => [name, value[name]]))
    : undefined;
}

/** Tells of fields that are not known here: they are kept, unless nobody could write them again. */
export function tellUnknown(unknown: Fields | undefined, path: string, report: Report): void {
  for (const [name, value] of Object.entries(unknown ?? {})) {
    const wrong = unkeepable(value);
    if (wrong) {
      report.problem(`${path}.${name}`, wrong);
    } else {
      report.warn(`${path}.${name}`, tell('unknownField'));
    }
  }
}

/** Why a value cannot be kept as it is, or null: it is too deep, or no JSON can hold a number of it. */
function unkeepable(value: unknown): Told | null {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    const endless = level.find(part => typeof part === 'number' && !Number.isFinite(part));
    if (endless !== undefined) {
      return messages.wanted(endless, words('doubles'));
    }
    if (depth > LIMITS.depth) {
      return tell('tooDeep', { most: LIMITS.depth });
    }
    level = level.flatMap(part =>
      typeof part === 'object' && part !== null ? (Object.values(part) as unknown[]) : []
    );
  }
  return null;
}
