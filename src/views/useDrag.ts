import { drag } from 'd3-drag';
import type { D3DragEvent } from 'd3-drag';
import { select } from 'd3-selection';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useSurroundings } from './context.ts';

/** Where a drag is, in the pixels of the svg element around the handle, or of the handle's parent. */
export interface DragMove {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

type Handle = SVGCircleElement | HTMLInputElement;

/**
 * Lets an element be dragged; all that a drag changes is one gesture, undone as one. A field that
 * has the focus is left alone: there a drag selects text.
 */
export function useDrag<T extends Handle>(onMove: (move: DragMove) => void): RefObject<T> {
  const { model } = useSurroundings();
  const node = useRef<T>(null);
  const newest = useRef(onMove);
  useLayoutEffect(() => {
    newest.current = onMove;
  });
  useEffect(() => {
    const handle = select<Handle, unknown>(node.current!);
    handle.call(
      drag<Handle, unknown>()
        .container(() => containerOf(node.current!))
        .filter(() => document.activeElement !== node.current || !isField(node.current))
        .on('start', () => model.beginGesture())
        .on('drag', (event: D3DragEvent<Handle, unknown, unknown>) => newest.current(event))
        .on('end', () => model.endGesture())
    );
    return () => {
      handle.on('.drag', null);
    };
  }, [model]);
  return node;
}

function containerOf(handle: Handle): SVGSVGElement | HTMLElement {
  return isField(handle) ? handle.parentElement! : handle.ownerSVGElement!;
}

function isField(handle: Handle | null): handle is HTMLInputElement {
  return handle instanceof HTMLInputElement;
}
