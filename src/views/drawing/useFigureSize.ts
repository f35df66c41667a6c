import type { RefObject } from 'react';
import { useSurroundings } from '../frame/context.ts';
import { useSize } from '../parts/useSize.ts';
import type { Size } from './paperSize.ts';

/**
 * The size of a figure: as large as the page gives it room, and on paper a size of its own. A browser lays a page
 * out for paper without telling how large anything has become, and what was off screen may never have had a size.
 */
export function useFigureSize(frame: RefObject<HTMLElement | null>, paper: Size): Size {
  const { printing } = useSurroundings();
  const size = useSize(frame);
  return printing ? paper : size;
}
