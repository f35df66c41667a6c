import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';

/** The size of an element's content box in whole pixels, followed as it changes. */
export function useSize(ref: RefObject<HTMLElement | null>): readonly [number, number] {
  const [size, setSize] = useState<readonly [number, number]>([0, 0]);
  useLayoutEffect(() => {
    const node = ref.current;
    if (!node) {
      return undefined;
    }
    const measure = () => {
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
