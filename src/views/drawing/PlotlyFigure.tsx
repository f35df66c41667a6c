import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Figure } from '../../figures/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { CONFIG, ensurePlotly, PLOTLY_STYLES } from './plotly.ts';
import { adoptFromHead } from '../frame/shadow.ts';
import { LiveFigure } from './LiveFigure.tsx';
import { sizeOnPaper } from './paperSize.ts';
import type { Size } from './paperSize.ts';
import { useFigureSize } from './useFigureSize.ts';

/** How long nothing may change before Plotly draws, in milliseconds. */
const QUIET = 120;

interface Props {
  readonly figure: (size: Size) => Figure;
  /** Changes whenever the figure would. */
  readonly version: unknown;
  /** A gesture is under way: Plotly waits for its end. */
  readonly gesture: boolean;
  readonly label: string;
  /** Its size on paper. */
  readonly paper: Size;
  /** The live layer: draws the same at once, and is seen until Plotly has; on paper it is all there is. */
  readonly children: (size: Size) => ReactNode;
  readonly className?: string;
}

/**
 * A figure at two speeds: the live layer follows every change in its frame; Plotly draws once it
 * is quiet and nothing moves, and is seen while what it drew is the newest. Where there
 * is no Plotly the live layer stays.
 */
export function PlotlyFigure(props: Props) {
  const { plotly } = useSurroundings();
  return plotly ? <TwoSpeeds {...props} /> : <LiveFigure {...props} live="only" />;
}

function TwoSpeeds({ figure, version, gesture, label, paper, children, className }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<HTMLDivElement>(null);
  const size = useFigureSize(frame, paper);
  const { trans, printing } = useSurroundings();
  const [drawn, setDrawn] = useState<unknown>(null);
  const [failed, setFailed] = useState<Failure | null>(null);
  const current = useRef<unknown>(version);
  const newest = useRef(figure);
  useLayoutEffect(() => {
    current.current = version;
    newest.current = figure;
  });

  const [width, height] = size;
  useEffect(() => {
    if (gesture || printing || width === 0 || height === 0) {
      return undefined;
    }
    let stopped = false;
    const draw = async (of: unknown) => {
      const plotly = await ensurePlotly();
      await stillness(frame.current);
      if (!stopped && plot.current) {
        const { data, layout } = newest.current([width, height]);
        adoptFromHead(plot.current, document.getElementById(PLOTLY_STYLES));
        await plotly.react(plot.current, data, { ...layout, width, height }, CONFIG);
        plotly.Fx.unhover(plot.current); // what it told of a point was true of the figure before
        setDrawn(of);
      }
    };
    ensurePlotly().catch(() => {}); // it comes while nothing changes; that it failed is told when it is to draw
    const timer = setTimeout(() => {
      const of = current.current;
      draw(of).catch((error: unknown) => setFailed({ of, error }));
    }, QUIET);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [version, gesture, printing, width, height]);

  useEffect(() => {
    const node = plot.current;
    return () => {
      if (node?.classList.contains('js-plotly-plot')) {
        void ensurePlotly().then(plotly => plotly.purge(node));
      }
    };
  }, []);

  const live = gesture || drawn !== version;
  return (
    <div
      ref={frame}
      className={`jp-Attention-figure ${className ?? ''}`}
      data-live={live}
      style={sizeOnPaper(paper)}
      role="figure"
      aria-label={label}
    >
      <div ref={plot} className="jp-Attention-plotly" aria-hidden="true" />
      {children(size)}
      {failed !== null && failed.of === version && (
        <p className="jp-Attention-failed" role="status">
          {trans.__(
            'What is seen is drawn without Plotly, which could not draw it: %1',
            String(failed.error)
          )}
        </p>
      )}
    </div>
  );
}

/** Nothing of the live layer moves any longer: what Plotly draws stands in its place from then on. */
async function stillness(frame: Element | null): Promise<void> {
  const moving = frame?.getAnimations?.({ subtree: true }) ?? [];
  await Promise.allSettled(moving.map(({ finished }) => finished));
}

/** Why a figure could not be drawn, and which. */
interface Failure {
  readonly of: unknown;
  readonly error: unknown;
}
