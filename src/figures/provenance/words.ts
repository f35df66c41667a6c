/**
 * What is said of where numbers come from, each with %1, %2… for what is filled in, in this order: the figures
 * know no translator. What is arithmetic alone, as 0.37 × 2.00 = 0.74, has no words.
 */
export interface ProvenanceWords {
  /** Part of a sum: how many terms are left out. */
  readonly more: string;

  /** The name of a matrix or a vector. */
  readonly entry: string;
  readonly softcap: string;
  /** The number of a head, counted from 1. */
  readonly sinkOf: string;
  readonly embedding: string;
  readonly position: string;
  /** A component, what is added, the number of a position, the sum; as in the next two. */
  readonly learned: string;
  readonly sine: string;
  readonly cosine: string;

  /** A number. */
  readonly recorded: string;
  /** A number that is added to a sum. */
  readonly bias: string;
  /** A product, its value; as in the next one. */
  readonly normedByAll: string;
  readonly normedByOwn: string;
  /** A component, counted from 1, and its value. */
  readonly notTurned: string;
  /** The number of a position, two components, an angle, a sum, its value. */
  readonly turned: string;

  /** A sum of products, its value. */
  readonly turnedScore: string;
  /** A number; so in the next four. */
  readonly setByHand: string;
  readonly givenScale: string;
  readonly givenBias: string;
  readonly forDistance: string;
  readonly temperature: string;
  /** A slope, a distance. */
  readonly distance: string;
  readonly forbidden: string;

  readonly noLargest: string;
  /** A number. */
  readonly largestIsSink: string;
  /** A token, a number. */
  readonly largest: string;
  readonly maskedExp: string;
  /** A number that is added to a sum. */
  readonly sink: string;
  /** A number; so in the next one. */
  readonly shareSum: string;
  readonly nothingShared: string;
  /** An exponential, the sum of its row, the quotient. */
  readonly share: string;
  /** How the share came about. */
  readonly maskedShare: string;

  /** A weight, a component of a value, the product. */
  readonly weighted: string;
  /** A head and a component, counted from 1, a sum of products, its value. */
  readonly ofHead: string;
  /** A sum of products, its value. */
  readonly mixed: string;

  /** A number. */
  readonly entropy: string;
  readonly attendsToNone: string;
  /** An entropy, a number. */
  readonly effective: string;
  readonly notNumbers: string;
  readonly noneAbove: string;
  /** A token, a weight. */
  readonly largestWeight: string;
  readonly nothingRemoved: string;
  /** Tokens, a weight. */
  readonly removed: string;

  /** How many scores, a number. */
  readonly spread: string;
  /** How many scores, a scale, a number. */
  readonly scaledSpread: string;
  /** A scale. */
  readonly withScale: string;
  readonly withoutScale: string;
  /** Either of the two, how many rows, a number; so in the next two. */
  readonly meanEntropy: string;
  readonly meanLargest: string;
  readonly meanGradient: string;
}

/** A text with its places filled in. */
export function filled(text: string, parts: readonly (string | number)[]): string {
  return text.replace(/%(\d)/g, (_, n) => String(parts[Number(n) - 1]));
}
