import { useRef } from 'react';
import type { ReactNode } from 'react';
import { paperSize } from './paperSize.ts';
import { useSize } from '../parts/useSize.ts';

interface Props {
  readonly label: string;
  readonly children: (size: readonly [number, number]) => ReactNode;
  readonly className?: string;
  /** Whether marks that Plotly would draw as well are seen: `only` where nothing else draws them. */
  readonly live?: 'false' | 'only';
}

/** A figure that is drawn live alone: what Plotly would draw looks the same, only later. */
export function LiveFigure({ label, children, className = '', live = 'false' }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, height] = useSize(frame);
  return (
    <div
      ref={frame}
      className={`jp-Attention-figure ${className}`}
      data-live={live}
      style={paperSize(width, height)}
      role="figure"
      aria-label={label}
    >
      {children([width, height])}
    </div>
  );
}
