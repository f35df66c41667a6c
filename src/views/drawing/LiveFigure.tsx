import { useRef } from 'react';
import type { ReactNode } from 'react';
import { sizeOnPaper } from './paperSize.ts';
import type { Size } from './paperSize.ts';
import { useFigureSize } from './useFigureSize.ts';

interface Props {
  readonly label: string;
  /** Its size on paper. */
  readonly paper: Size;
  readonly children: (size: Size) => ReactNode;
  readonly className?: string;
  /** Whether marks that Plotly would draw as well are seen: `only` where nothing else draws them. */
  readonly live?: 'false' | 'only';
}

/** A figure that is drawn live alone: what Plotly would draw looks the same, only later. */
export function LiveFigure({ label, paper, children, className = '', live = 'false' }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const size = useFigureSize(frame, paper);
  return (
    <div
      ref={frame}
      className={`jp-Attention-figure ${className}`}
      data-live={live}
      style={sizeOnPaper(paper)}
      role="figure"
      aria-label={label}
    >
      {children(size)}
    </div>
  );
}
