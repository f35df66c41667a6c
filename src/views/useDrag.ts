import { drag } from 'd3-drag';
import type { D3DragEvent } from 'd3-drag';
import { select } from 'd3-selection';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useSurroundings } from './context.ts';

/** Where a drag is, in the pixels of the svg element around the handle. */
export interface DragMove {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

/** Lets a circle be dragged; all that a drag changes is one gesture, undone as one. */
export function useDrag(onMove: (move: DragMove) => void): RefObject<SVGCircleElement> {
  const { model } = useSurroundings();
  const node = useRef<SVGCircleElement>(null);
  const newest = useRef(onMove);
  useLayoutEffect(() => {
    newest.current = onMove;
  });
  useEffect(() => {
    const handle = select(node.current!);
    handle.call(
      drag<SVGCircleElement, unknown>()
        .container(() => node.current!.ownerSVGElement!)
        .on('start', () => model.beginGesture())
        .on('drag', (event: D3DragEvent<SVGCircleElement, unknown, unknown>) =>
          newest.current(event)
        )
        .on('end', () => model.endGesture())
    );
    return () => {
      handle.on('.drag', null);
    };
  }, [model]);
  return node;
}
