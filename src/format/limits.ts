/** What a payload may ask of the page; checked before anything is computed. */
export const LIMITS = {
  /** UTF-16 code units of a sentence. */
  sentence: 100_000,
  /** Tokens, and key tokens. */
  tokens: 1_024,
  /** UTF-16 code units of one token. */
  token: 10_000,
  /** d_model, heads · d_k and heads · d_v. */
  dimensions: 4_096,
  heads: 64,
  /** heads · n · m. */
  weights: 4_194_304,
  /** How far from 0 the first position may lie. */
  offset: 1_000_000,
  /** Entries of one array. */
  numbers: 4_194_304,
  /** Multiplications of one product of matrices. */
  multiplications: 1_000_000_000,
  /** Problems listed for one field before the rest is only counted. */
  problems: 10
} as const;
