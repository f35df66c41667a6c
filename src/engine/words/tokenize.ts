const RUN = /(?:[\p{L}\p{M}\p{N}\p{So}\u{1F3FB}-\u{1F3FF}]|\u200D)+/u.source;
const WORD = new RegExp(`${RUN}(?:['’-]${RUN})*`, 'gu');

/**
 * The words of a sentence, in lower case. Punctuation is no token; an apostrophe or hyphen inside
 * a word belongs to it.
 */
export function tokenize(sentence: string): string[] {
  return sentence.toLowerCase().match(WORD) ?? [];
}
