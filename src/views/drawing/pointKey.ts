import type { Point } from '../../figures/index.ts';

/** The same for a mark in every scene that it is in. */
export function pointKey({ layer, ofKeys, token, bare }: Point): string {
  return `${layer}:${ofKeys ? 'key' : 'query'}:${token}${bare ? ':tip' : ''}`;
}
