import { interpolateRgb, piecewise } from 'd3-interpolate';
import { useLayoutEffect, useRef } from 'react';
import { cellColors, cellText } from '../figures/index.ts';
import type { Cells, Theme } from '../figures/index.ts';

/** From this share of the scale on, text in a cell is in the colour of the paper. */
const STRONG = 0.55;

interface Props {
  readonly cells: Cells;
  readonly theme: Theme;
  readonly width: number;
  readonly height: number;
}

/** The matrix's cells on a canvas: drawn in well under a frame at any size. */
export function CellCanvas({ cells, theme, width, height }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context && width > 0 && height > 0) {
      drawCells(context, cells, theme, [width, height]);
    }
  }, [cells, theme, width, height]);
  const ratio = window.devicePixelRatio || 1;
  return (
    <canvas
      ref={canvas}
      className="jp-Attention-live"
      width={Math.round(width * ratio)}
      height={Math.round(height * ratio)}
      style={{ width, height }}
    />
  );
}

function drawCells(
  context: CanvasRenderingContext2D,
  { values, low, high, stage, written }: Cells,
  theme: Theme,
  [width, height]: readonly [number, number]
): void {
  const color: (share: number) => string = piecewise(interpolateRgb, [...cellColors(stage, theme)]);
  const [w, h] = [width / values[0].length, height / values.length];
  // Cells stand apart where values are written into them; otherwise they overlap by half a pixel,
  // so that no seam shows.
  const gap = written ? 1 : -0.25;
  const ratio = window.devicePixelRatio || 1;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = `12px ${theme.font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  values.forEach((row, r) =>
    row.forEach((value, c) => {
      const share = value === null ? 0 : (value - low) / (high - low);
      context.fillStyle = value === null ? theme.masked : color(share);
      context.fillRect(c * w + gap, r * h + gap, w - 2 * gap, h - 2 * gap);
      if (written && value !== null) {
        const strength = stage === 'weights' ? share : Math.abs(2 * share - 1);
        context.fillStyle = strength > STRONG ? theme.paper : theme.ink;
        context.fillText(cellText(value, stage), (c + 0.5) * w, (r + 0.5) * h);
      }
    })
  );
}
