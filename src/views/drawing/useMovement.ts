import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { Place, Scene } from '../../figures/index.ts';
import type { Scale } from './scale.ts';

/** How long what a step is about takes to get to its place. */
const MOVING: KeyframeAnimationOptions = {
  duration: 600,
  easing: 'ease-in-out',
  fill: 'backwards'
};

/**
 * When a step begins, what it moves comes from where it was: marks, feet and lines are drawn where they
 * belong, and shown for a moment on the way there. Nothing moves as the view opens, in a drag or after
 * an edit, nor for a reader who wants none of it.
 */
export function useMovement(
  marks: RefObject<SVGGElement | null>,
  scene: Scene,
  scale: Scale | null
): void {
  const last = useRef(scene.step);
  useLayoutEffect(() => {
    const isNew = last.current !== scene.step;
    last.current = scene.step;
    if (isNew && scale && marks.current && !wantsRest()) {
      for (const [element, from] of movesOf(marks.current, scene, scale)) {
        element.animate?.([{ transform: from }, { transform: 'none' }], MOVING);
      }
    }
  }, [marks, scene, scale]);
}

/** The share of its length that a line begins with at least. */
const LEAST = 0.001;

function wantsRest(): boolean {
  return globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? true;
}

/** The elements that move, and the transforms that they come from. */
function movesOf(
  marks: SVGGElement,
  { points, lines, feet }: Scene,
  scale: Scale
): readonly (readonly [Element, string])[] {
  const elements = (kind: string) => [...marks.querySelectorAll(`[data-move=${kind}]`)];
  const pixel = ([x, y]: Place): Place => [scale.x(x), scale.y(y)];
  const shift = (start: Place | undefined, to: Place) => start && shifted(pixel(start), pixel(to));
  const found = {
    point: points.map(({ start, x, y }) => shift(start, [x, y])),
    foot: feet.map(({ start, at }) => shift(start, at)),
    line: lines.map(
      ({ start, from, to }) =>
        start && carried([pixel(from), pixel(to)], [pixel(start[0]), pixel(start[1])])
    )
  };
  return Object.entries(found).flatMap(([kind, moves]) => {
    const drawn = elements(kind);
    return moves.flatMap((move, i) => (move ? [[drawn[i], move] as const] : []));
  });
}

function shifted([fromX, fromY]: Place, [x, y]: Place): string {
  return `translate(${fromX - x}px, ${fromY - y}px)`;
}

/**
 * What turns, stretches and shifts a line so that it lies on another one. That of a line which grows out
 * of a point is all but a point itself: between a matrix that has no inverse and another nothing moves.
 */
export function carried(
  [a, b]: readonly [Place, Place],
  [to, end]: readonly [Place, Place]
): string | undefined {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const [ex, ey] = [end[0] - to[0], end[1] - to[1]];
  const length = dx * dx + dy * dy;
  if (length === 0) {
    return undefined;
  }
  // As complex numbers: the one that the line is multiplied with to become the other.
  const [real, im] = [(ex * dx + ey * dy) / length, (ey * dx - ex * dy) / length];
  const re = Math.hypot(real, im) < LEAST ? LEAST : real;
  const [x, y] = [to[0] - re * a[0] + im * a[1], to[1] - im * a[0] - re * a[1]];
  return `matrix(${[re, im, -im, re, x, y].map(part => Number(part.toFixed(4))).join(', ')})`;
}
