/** What a payload may ask of the page; checked before anything is computed. Python has the same. */
export const LIMITS = {
  /** UTF-16 code units of a sentence. */
  sentence: 100_000,
  /** Tokens, and key tokens. */
  tokens: 8_192,
  /** UTF-16 code units of one token. */
  token: 10_000,
  /** d_model, heads · d_k and heads · d_v. */
  dimensions: 16_384,
  heads: 64,
  /** heads · n · m: 64 heads over 2,048 tokens. */
  weights: 268_435_456,
  /** How far from 0 the first position may lie. */
  offset: 1_000_000,
  /** Entries of one array. */
  numbers: 16_777_216,
  /** Multiplications of one product of matrices. */
  multiplications: 100_000_000_000,
  /** Problems listed for one field before the rest is only counted. */
  problems: 10,
  /** Numbers of an array that are written as lists, which people can read; more go as bytes. */
  written: 4_096
} as const;
