import { drag } from 'd3-drag';
import type { D3DragEvent } from 'd3-drag';
import { select } from 'd3-selection';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useSurroundings } from '../frame/context.ts';

/** Where a drag is, in the pixels of the svg element around the handle, or of the handle's parent. */
export interface DragMove {
  readonly x: number;
  readonly y: number;
  /** How far it is from where it began: what is shown may be some steps behind. */
  readonly dx: number;
  readonly dy: number;
}

type Handle = SVGCircleElement | HTMLInputElement;
type DragEvent = D3DragEvent<Handle, unknown, unknown>;

/**
 * Lets an element be dragged; all that a drag changes is one gesture, undone as one. A field that
 * has the focus is left alone: there a drag selects text.
 */
export function useDrag<T extends Handle>(
  onMove: (move: DragMove) => void,
  onGrab: () => void = () => {}
): RefObject<T> {
  const { model } = useSurroundings();
  const node = useRef<T>(null);
  const newest = useRef({ onMove, onGrab });
  useLayoutEffect(() => {
    newest.current = { onMove, onGrab };
  });
  useEffect(() => {
    const handle = select<Handle, unknown>(node.current!);
    const root = node.current!.getRootNode() as ShadowRoot;
    let begun = { x: 0, y: 0 };
    handle.call(
      drag<Handle, unknown>()
        .container(() => containerOf(node.current!))
        .filter(() => !isField(node.current) || root.activeElement !== node.current)
        .on('start', ({ x, y }: DragEvent) => {
          begun = { x, y };
          root.addEventListener('selectstart', prevent); // d3 sees none of a shadow tree
          newest.current.onGrab();
          model.beginGesture();
        })
        .on('drag', ({ x, y }: DragEvent) =>
          newest.current.onMove({ x, y, dx: x - begun.x, dy: y - begun.y })
        )
        .on('end', () => {
          root.removeEventListener('selectstart', prevent);
          model.endGesture();
        })
    );
    return () => {
      root.removeEventListener('selectstart', prevent);
      handle.on('.drag', null);
    };
  }, [model]);
  return node;
}

const prevent = (event: Event) => event.preventDefault();

function containerOf(handle: Handle): SVGSVGElement | HTMLElement {
  return isField(handle) ? handle.parentElement! : handle.ownerSVGElement!;
}

function isField(handle: Handle | null): handle is HTMLInputElement {
  return handle instanceof HTMLInputElement;
}
