import type { Translator } from '../frame/translator.ts';

/** Parts of a sentence, one after the other: there is at least one. */
export function listed(trans: Translator, parts: readonly string[]): string {
  const [last, ...before] = [...parts].reverse();
  return before.length === 0 ? last : trans.__('%1 and %2', before.reverse().join(', '), last);
}
