import { useEffect, useMemo, useState } from 'react';
import { overviewOf } from '../../model/overview/index.ts';
import type { Sketches } from '../../model/overview/index.ts';
import { useSurroundings } from '../frame/context.ts';

/** What is known of all heads by now: drawn once a frame, however much comes. */
export function useSketches(): Sketches {
  const { model, sketcher } = useSurroundings();
  const overview = useMemo(() => overviewOf(model, sketcher), [model, sketcher]);
  const [sketches, setSketches] = useState(overview.state);
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      frame = 0;
      setSketches(overview.state);
    };
    const onChanged = () => {
      frame ||= requestAnimationFrame(draw);
    };
    overview.changed.connect(onChanged);
    const close = overview.open();
    draw();
    return () => {
      cancelAnimationFrame(frame);
      overview.changed.disconnect(onChanged);
      close();
    };
  }, [overview]);
  return sketches;
}
