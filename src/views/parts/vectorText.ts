/** Vectors up to this length are spelled out. */
export const TERMS = 4;
