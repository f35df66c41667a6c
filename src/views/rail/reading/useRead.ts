import { useMemo } from 'react';
import { hasParts, unitsOf } from '../../../figures/reading/index.ts';
import type { Unit } from '../../../figures/reading/index.ts';
import { shownLayer } from '../../../model/index.ts';
import type { Ready } from '../../../model/index.ts';
import type { SpecTokenInfo } from '../../../format/index.ts';

/** The tokens of the layer that is shown, as its reader wants them read. */
export interface Read {
  readonly queries: readonly Unit[];
  readonly keys: readonly Unit[];
  readonly info: SpecTokenInfo | undefined;
  readonly keyInfo: SpecTokenInfo | undefined;
  /** There are special tokens among those that answer. */
  readonly hasSpecials: boolean;
  /** There are words of several tokens. */
  readonly hasParts: boolean;
  /** Units are tokens, and shares the weights themselves. */
  readonly isPlain: boolean;
  readonly dimmed: boolean;
}

/**
 * Tokens as they are read.
 *
 * @param upTo - the text is read up to, but without, this token; absent, all of it
 */
export function useRead({ spec, trace, selection }: Ready, upTo?: number): Read {
  const { tokens, keyTokens, cross } = trace;
  const { tokenInfo: info, keyTokenInfo } = shownLayer(spec);
  const keyInfo = cross ? keyTokenInfo : info;
  const { joined, dimmed } = selection;
  return useMemo(() => {
    const own = tokens.slice(0, upTo);
    const queries = unitsOf(own, info, joined);
    const keys = cross ? unitsOf(keyTokens, keyInfo, joined) : queries;
    const hasSpecials = keyInfo?.special?.includes(true) ?? false;
    const parts = hasParts(own, info) || (cross && hasParts(keyTokens, keyInfo));
    return {
      ...{ queries, keys, info, keyInfo, hasSpecials },
      hasParts: parts,
      isPlain: !(joined && parts) && !(dimmed && hasSpecials),
      dimmed: dimmed && hasSpecials
    };
  }, [tokens, keyTokens, cross, info, keyInfo, joined, dimmed, upTo]);
}
