import { useRef } from 'react';
import type { ReactNode } from 'react';
import { paperSize } from './PlotlyFigure.tsx';
import { useSize } from '../parts/useSize.ts';

interface Props {
  readonly label: string;
  readonly children: (size: readonly [number, number]) => ReactNode;
}

/** A figure that is drawn live alone: what Plotly would draw looks the same, only later. */
export function LiveFigure({ label, children }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, height] = useSize(frame);
  return (
    <div
      ref={frame}
      className="jp-Attention-figure"
      data-live="false"
      style={paperSize(width, height)}
      role="figure"
      aria-label={label}
    >
      {children([width, height])}
    </div>
  );
}
