import { SCHEMA } from './description.ts';

const { limits } = SCHEMA;

/** What a payload may ask of the page; checked before anything is computed. */
export const LIMITS = Object.fromEntries(
  Object.entries(limits).map(([name, { most }]) => [name, most])
) as { readonly [name in keyof typeof limits]: (typeof limits)[name]['most'] };
