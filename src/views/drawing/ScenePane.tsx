import { useMemo } from 'react';
import { labelledScene, planeFigure, scenePlacements } from '../../figures/index.ts';
import type { Point, Scene } from '../../figures/index.ts';
import { useSurroundings } from '../frame/context.ts';
import { LivePlane } from './LivePlane.tsx';
import { PAPER_PLANE } from './paperSize.ts';
import { PlotlyFigure } from './PlotlyFigure.tsx';
import type { Grab } from './Handles.tsx';

interface Props {
  readonly scene: Scene;
  readonly label: string;
  readonly gesture: boolean;
  /** Whether a point can be dragged. */
  readonly movable?: (point: Point) => boolean;
  readonly onGrab?: Grab;
}

/** A plane with points and lines: drawn live, then by Plotly. */
export function ScenePane({ scene, label, gesture, movable, onGrab }: Props) {
  const { theme } = useSurroundings();
  const version = useMemo(() => ({ scene, theme }), [scene, theme]);
  return (
    <PlotlyFigure
      figure={size => {
        const labelled = labelledScene(scene, size[0], theme.text);
        return planeFigure(labelled, theme, scenePlacements(labelled, size, theme.text));
      }}
      version={version}
      gesture={gesture}
      label={label}
      paper={PAPER_PLANE}
      className="jp-mod-plane"
    >
      {([width, height]) => (
        <LivePlane
          scene={scene}
          width={width}
          height={height}
          theme={theme}
          movable={movable}
          onGrab={onGrab}
        />
      )}
    </PlotlyFigure>
  );
}
