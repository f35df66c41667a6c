import { useMemo, useRef } from 'react';
import type { Trace } from '../../engine/index.ts';
import { planeLayers } from '../../figures/index.ts';
import type { Kept, Scene } from '../../figures/index.ts';
import type { Ready, Selection } from '../../model/index.ts';

/** The scene that was drawn last, and of what. */
interface Last {
  readonly scene: Scene;
  readonly trace: Trace;
  readonly selection: Selection;
}

/**
 * A scene that follows the state on a plane that stays still: in a gesture all of it, and for as long as
 * the words are the same the directions that are shown, if few of them have moved or these still show them.
 */
export function useScene(
  { trace, selection, gesture }: Ready,
  draw: (trace: Trace, selection: Selection, kept: Kept) => Scene
): Scene {
  const last = useRef<Last | null>(null);
  return useMemo(() => {
    const before = last.current;
    const { frame } = before?.scene ?? {};
    const now = { trace, selection };
    const kept = {
      frame: gesture ? frame : undefined,
      basis: before && isShownAlike(before, now) ? frame?.basis : undefined,
      ifEnough: before !== null && !haveFewMoved(before, now)
    };
    const scene = draw(trace, selection, kept);
    last.current = { scene, trace, selection };
    return scene;
  }, [trace, selection, gesture, draw]);
}

type Drawn = Omit<Last, 'scene'>;

/** A change of one of them moves all that it makes. */
const PROJECTIONS = ['query', 'key', 'value', 'output'] as const;

/** Whether the same words are shown in the same way. */
function isShownAlike(before: Drawn, now: Drawn): boolean {
  const shown = ({ trace, selection }: Drawn) => {
    const { positions, residual } = trace;
    const { listed, head } = selection;
    const order = typeof positions === 'string' ? positions : positions !== null;
    return JSON.stringify([planeLayers(trace, selection).layers, listed, head, order, residual]);
  };
  const same = (a: readonly unknown[], b: readonly unknown[]) =>
    a === b || (a.length === b.length && a.every((entry, i) => entry === b[i]));
  return (
    shown(before) === shown(now) &&
    same(before.trace.tokens, now.trace.tokens) &&
    same(before.trace.keyTokens, now.trace.keyTokens)
  );
}

/** Whether the matrices are the same, and most of the words' vectors. */
function haveFewMoved({ trace: before }: Drawn, { trace: now }: Drawn): boolean {
  return (
    PROJECTIONS.every(name => before.projections[name] === now.projections[name]) &&
    mostStay(before.embeddings, now.embeddings) &&
    mostStay(before.keyEmbeddings, now.keyEmbeddings)
  );
}

/** An edit leaves other rows the same objects. */
function mostStay(before: readonly unknown[], now: readonly unknown[]): boolean {
  let stay = 0;
  for (let r = 0; r < now.length; r++) {
    stay += before[r] === now[r] ? 1 : 0;
  }
  return stay > now.length / 2;
}
