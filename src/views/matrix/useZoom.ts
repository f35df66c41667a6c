import { useEffect, useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { Runs } from '../../model/index.ts';

/**
 * The wheel with Ctrl or Cmd and two fingers zoom about where they point; a drag moves what is not
 * shown as a whole. What does it is loaded with the first matrix that is long enough.
 */
export function useZoom(
  node: RefObject<HTMLElement | null>,
  on: boolean,
  runs: Runs,
  all: Runs,
  show: (runs: Runs) => void
): void {
  const newest = useRef({ runs, all, show });
  useLayoutEffect(() => {
    newest.current = { runs, all, show };
  });
  useEffect(() => {
    const element = node.current;
    if (!on || !element) {
      return undefined;
    }
    let isOver = false;
    let end = () => {};
    void import('./zooming.ts').then(({ zooming }) => {
      end = isOver ? end : zooming(element, () => newest.current);
    });
    return () => {
      isOver = true;
      end();
    };
  }, [node, on]);
}
