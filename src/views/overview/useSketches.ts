import { useEffect, useMemo, useState } from 'react';
import { overviewOf } from '../../model/overview/index.ts';
import type { Sketches } from '../../model/overview/index.ts';
import { useSurroundings } from '../frame/context.ts';

/** Milliseconds between two drawings while heads come in: who computes them needs the processor as well. */
const PAUSE = 80;

/** What is known of all heads by now: drawn now and then, however much comes, and at once when all is known. */
export function useSketches(): Sketches {
  const { model, sketcher } = useSurroundings();
  const overview = useMemo(() => overviewOf(model, sketcher), [model, sketcher]);
  const [sketches, setSketches] = useState(overview.state);
  useEffect(() => {
    let [frame, drawn] = [0, 0];
    const draw = (now: number) => {
      const { done, total } = overview.state;
      if (done < total && now - drawn < PAUSE) {
        frame = requestAnimationFrame(draw);
        return;
      }
      [frame, drawn] = [0, now];
      setSketches(overview.state);
    };
    const onChanged = () => {
      frame ||= requestAnimationFrame(draw);
    };
    overview.changed.connect(onChanged);
    const close = overview.open();
    setSketches(overview.state);
    return () => {
      cancelAnimationFrame(frame);
      overview.changed.disconnect(onChanged);
      close();
    };
  }, [overview]);
  return sketches;
}
