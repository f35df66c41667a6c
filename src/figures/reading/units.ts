import type { SpecTokenInfo } from '../../format/index.ts';

/** What is read as one: a token, or the tokens of a word, which stand beside one another. */
export interface Unit {
  /** The first of its tokens. */
  readonly first: number;
  /** The one behind its last. */
  readonly end: number;
  readonly text: string;
  /** It is none of the text, such as `[CLS]`. */
  readonly special: boolean;
}

/** How a tokenizer marks what goes on a word. */
const GOES_ON = '##';

/**
 * Tokens as they are read, in their order, each of them in one unit.
 *
 * @param info - what the tokenizer said of them
 * @param joined - neighbours of one word are one
 */
export function unitsOf(
  tokens: readonly string[],
  { special, words, texts }: SpecTokenInfo = {},
  joined: boolean = false
): readonly Unit[] {
  const units: Unit[] = [];
  tokens.forEach((token, t) => {
    const last = units.at(-1);
    const isSpecial = special?.[t] ?? false;
    const word = words?.[t] ?? -1;
    if (joined && last && !isSpecial && !last.special && word >= 0 && words?.[t - 1] === word) {
      const text = texts?.[t]?.startsWith(GOES_ON) && token.startsWith(GOES_ON) ? token.slice(2) : token; // prettier-ignore
      units[units.length - 1] = { ...last, end: t + 1, text: last.text + text };
    } else {
      units.push({ first: t, end: t + 1, text: token, special: isSpecial });
    }
  });
  return units;
}

/** Which unit a token is in. */
export function unitAt(units: readonly Unit[], token: number): number {
  let [low, high] = [0, units.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (units[middle].first <= token) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** Whether some tokens are parts of one word. */
export function hasParts(tokens: readonly string[], info: SpecTokenInfo | undefined): boolean {
  return info?.words !== undefined && unitsOf(tokens, info, true).length < tokens.length;
}
