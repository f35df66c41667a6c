import type { Vector } from '../engine/index.ts';
import type { Run } from '../format/index.ts';
import { holds, tokensIn } from '../model/index.ts';

/** How many tokens share a label so that labels `size` pixels large fit side by side. */
export function labelEvery(count: number, pixels: number, size: number): number {
  return Math.max(1, Math.ceil((count * size) / Math.max(size, pixels)));
}

/** Every k-th token of a run, from its first on. */
export function labelled([first, count]: Run, every: number): readonly number[] {
  return tokensIn([first, count]).filter(token => (token - first) % every === 0);
}

/** The tokens that have a text in them, whatever its case; none for no text. */
export function matches(tokens: readonly string[], text: string): readonly number[] {
  const wanted = text.toLowerCase();
  return text === ''
    ? []
    : tokens.flatMap((token, t) => (token.toLowerCase().includes(wanted) ? [t] : []));
}

/** What lies outside of the keys that are listed: the strongest of them, and all together. */
export interface Outside {
  readonly strongest: readonly { readonly key: number; readonly weight: number }[];
  readonly weight: number;
}

/** A weight below this share is not worth a word. */
const LEAST = 0.01;

/** The keys outside of a run that get most of a row's weight. */
export function outsideOf(weights: Vector, run: Run, most: number): Outside {
  const strongest: { key: number; weight: number }[] = [];
  let all = 0;
  for (let key = 0; key < weights.length; key++) {
    const weight = holds(run, key) ? 0 : weights[key];
    all += weight > 0 ? weight : 0;
    if (weight >= LEAST) {
      strongest.push({ key, weight });
    }
  }
  strongest.sort((a, b) => b.weight - a.weight);
  return { strongest: strongest.slice(0, most), weight: all };
}
