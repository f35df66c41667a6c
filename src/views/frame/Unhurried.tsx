import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactElement, RefCallback } from 'react';
import type { Ready } from '../../model/index.ts';
import { Guard } from './Guard.tsx';

/** How long nothing may change before a part that is off screen is drawn, in milliseconds. */
const QUIET = 60;
/** How far from the screen's edge a part counts as seen: it is ready before it is scrolled to. */
const NEAR = '150px';

const Place = createContext<RefCallback<HTMLElement> | undefined>(undefined);

/** Where a part stands on the page, for the element that it draws. */
export function usePlace(): RefCallback<HTMLElement> | undefined {
  return useContext(Place);
}

interface Props {
  readonly state: Ready;
  readonly children: (state: Ready) => ReactElement;
}

/**
 * A part of the view that follows every change at once while it can be seen. Off screen it is drawn
 * when nothing has changed for a moment, or when it comes near: what nobody sees holds up no frame.
 */
export function Unhurried({ state, children }: Props) {
  const [drawn, place] = useUnhurried(state, state.gesture);
  const part = useMemo(() => children(drawn), [drawn]); // eslint-disable-line react-hooks/exhaustive-deps -- `children` says the same each time
  return (
    <Place.Provider value={place}>
      <Guard state={drawn}>{part}</Guard>
    </Place.Provider>
  );
}

/**
 * What an element draws: what there is while it can be seen, otherwise what there was when something
 * last was still.
 *
 * @param waits - a gesture is under way: nothing is still
 * @returns what to draw, and what the element is given to
 */
export function useUnhurried<T>(now: T, waits: boolean): readonly [T, RefCallback<HTMLElement>] {
  const [node, setNode] = useState<HTMLElement | null>(null);
  return [useStill(now, waits, useSeen(node)), setNode];
}

/**
 * What there was when something last was still.
 *
 * @param waits - nothing is still
 * @param follows - what there is now, all the same
 */
export function useStill<T>(now: T, waits: boolean, follows: boolean = false): T {
  const [last, setLast] = useState(now);
  if (follows && last !== now) {
    setLast(now);
  }
  useEffect(() => {
    if (follows || waits) {
      return undefined;
    }
    const timer = setTimeout(() => setLast(now), QUIET);
    return () => clearTimeout(timer);
  }, [follows, waits, now]);
  return follows ? now : last;
}

/** Whether an element is on screen or near; true where the page cannot tell. */
function useSeen(node: HTMLElement | null): boolean {
  const [seen, setSeen] = useState(true);
  useEffect(() => {
    if (!node || typeof IntersectionObserver === 'undefined') {
      return undefined;
    }
    const observer = new IntersectionObserver(
      entries => {
        const near = entries[entries.length - 1].isIntersecting;
        node.toggleAttribute('data-away', !near);
        setSeen(near);
      },
      { rootMargin: NEAR }
    );
    observer.observe(node);
    return () => observer.disconnect();
  }, [node]);
  return seen;
}
