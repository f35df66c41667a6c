import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';
import { isPrinting } from '../frame/Printing.ts';

/**
 * The size of an element's content box in whole pixels, followed as it changes on screen. On paper it is what it
 * was there: a browser lays a page out for paper without a chance to draw anything anew.
 */
export function useSize(ref: RefObject<HTMLElement | null>): readonly [number, number] {
  const [size, setSize] = useState<readonly [number, number]>([0, 0]);
  useLayoutEffect(() => {
    const node = ref.current;
    if (!node) {
      return undefined;
    }
    const measure = () => {
      if (isPrinting()) {
        return;
      }
      const { clientWidth, clientHeight } = node;
      setSize(old =>
        old[0] === clientWidth && old[1] === clientHeight ? old : [clientWidth, clientHeight]
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
