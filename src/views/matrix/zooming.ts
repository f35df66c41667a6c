import { select } from 'd3-selection';
import { zoom, zoomIdentity } from 'd3-zoom';
import type { D3ZoomEvent, ZoomTransform } from 'd3-zoom';
import type { Run } from '../../format/index.ts';
import { fitted, LEAST, mostOf } from '../../model/index.ts';
import type { Runs } from '../../model/index.ts';

/** How much closer a turn of the wheel goes at most, as a power of 2. */
const NOTCH = 0.5;

/** What is in sight, what there is, and what shows another part of it. */
export interface Zoomed {
  readonly runs: Runs;
  readonly all: Runs;
  readonly show: (runs: Runs) => void;
}

/**
 * Lets an element be zoomed. Every gesture starts from the window as it is: d3 keeps no place of its own.
 *
 * @returns what ends it
 */
export function zooming(element: HTMLElement, newest: () => Zoomed): () => void {
  const ended = new AbortController();
  let start: { runs: Runs; transform: ZoomTransform } | null = null;
  const behavior = zoom<HTMLElement, unknown>()
    .filter((event: Event) => wanted(event, newest().runs, newest().all))
    .wheelDelta(({ deltaY, deltaMode }: WheelEvent) =>
      Math.max(-NOTCH, Math.min(NOTCH, -deltaY * (deltaMode ? 0.2 : 0.02)))
    )
    .on('start', ({ transform }: ZoomEvent) => {
      start = { runs: newest().runs, transform };
    })
    .on('zoom', ({ transform }: ZoomEvent) => {
      if (start) {
        const since = transformBetween(start.transform, transform);
        const size = [element.clientWidth, element.clientHeight] as const;
        newest().show(transformed(start.runs, newest().all, since, size));
      }
    })
    .on('end', () => {
      start = null;
      selection.property('__zoom', zoomIdentity);
    });
  // How far there is to go depends on where one is.
  const limit = () => behavior.scaleExtent(limits(newest().runs, newest().all));
  for (const type of ['wheel', 'mousedown', 'touchstart']) {
    const options = { capture: true, passive: true, signal: ended.signal };
    element.addEventListener(type, () => start ?? limit(), options);
  }
  const selection = select(element).call(behavior).on('dblclick.zoom', null);
  return () => {
    ended.abort();
    selection.on('.zoom', null);
  };
}

type ZoomEvent = D3ZoomEvent<HTMLElement, unknown>;

/** The page scrolls by the wheel, and by a finger while all is shown. */
function wanted(event: Event, runs: Runs, all: Runs): boolean {
  const whole = runs.query[1] === all.query[1] && runs.key[1] === all.key[1];
  if (event instanceof WheelEvent) {
    return event.ctrlKey || event.metaKey;
  }
  if (event instanceof MouseEvent) {
    return !whole && event.button === 0 && !event.ctrlKey;
  }
  return !whole || (event as TouchEvent).touches.length > 1;
}

/** How many times farther and closer a gesture can go. */
function limits({ query, key }: Runs, all: Runs): [number, number] {
  const farther = Math.min(query[1] / mostOf(all.query[1]), key[1] / mostOf(all.key[1]));
  return [farther, Math.max(1, Math.max(query[1], key[1]) / LEAST)];
}

/** What has been done to a plane since a transform. */
function transformBetween(from: ZoomTransform, to: ZoomTransform): Transform {
  const k = to.k / from.k;
  return { k, x: to.x - k * from.x, y: to.y - k * from.y };
}

interface Transform {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

/** The window after a picture of this size, in pixels, has been moved and enlarged. */
export function transformed(
  { query, key }: Runs,
  all: Runs,
  { k, x, y }: Transform,
  [width, height]: readonly [number, number]
): Runs {
  const run = ([first, count]: Run, [, length]: Run, shift: number, pixels: number) => {
    const wanted = Math.min(count / k, mostOf(length));
    const start = first - (count * shift) / (k * Math.max(1, pixels));
    return fitted(start + (count / k - wanted) / 2, wanted, length); // cut about the middle
  };
  return {
    query: run(query, all.query, y, height),
    key: run(key, all.key, x, width)
  };
}
