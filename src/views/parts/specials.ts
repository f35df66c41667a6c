import { shownLayer } from '../../model/index.ts';
import type { Ready } from '../../model/index.ts';

/** A token that the tokenizer added, as it is read: with the others, or left out of lines and text. */
export type Special = 'read' | 'dimmed';

/** Which tokens of either side are special, and whether they are left out. */
export interface Specials {
  readonly query: (token: number) => Special | undefined;
  readonly key: (token: number) => Special | undefined;
}

export function specialsOf({ spec, trace, selection }: Ready): Specials {
  const { tokenInfo, keyTokenInfo } = shownLayer(spec);
  const own = tokenInfo?.special;
  const keys = trace.cross ? keyTokenInfo?.special : own;
  // Rows are scaled up without those that answer: where there are none, all are read.
  const isDimmed = selection.dimmed && (keys?.includes(true) ?? false);
  const of = (special: readonly boolean[] | undefined) => (token: number) =>
    special?.[token] ? (isDimmed ? 'dimmed' : 'read') : undefined;
  return { query: of(own), key: of(keys) };
}
