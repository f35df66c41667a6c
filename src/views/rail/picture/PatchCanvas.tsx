import { useLayoutEffect, useMemo, useRef } from 'react';
import { isPatch, mostOf, placeOf, pointsOf, shareShade } from '../../../figures/picture/index.ts';
import type { Shares } from '../../../figures/picture/index.ts';
import type { Theme } from '../../../figures/index.ts';
import { pixelsOf } from '../../../format/index.ts';
import type { SpecImage } from '../../../format/index.ts';
import { PAPER_RATIO } from '../../drawing/paperSize.ts';
import { useSurroundings } from '../../frame/context.ts';

interface Props {
  readonly image: SpecImage;
  readonly shares: Shares;
  /** The token that asks, or whose shares of others are shown. */
  readonly token: number;
  /** The colour of the shares. */
  readonly color: string;
  readonly isGrey: boolean;
  readonly size: readonly [width: number, height: number];
}

/** How much of the picture is left to see under the largest share. */
const COVER = 0.82;

/** The picture on a canvas, its patches, and the share of each over it. */
export function PatchCanvas(props: Props) {
  const { image, shares, token, color, isGrey } = props;
  const [width, height] = props.size;
  const { theme, printing } = useSurroundings();
  const ratio = printing ? PAPER_RATIO : window.devicePixelRatio || 1;
  const canvas = useRef<HTMLCanvasElement>(null);
  const points = useMemo(() => pointsOf(pixelsOf(image), isGrey), [image, isGrey]);
  useLayoutEffect(() => {
    const context = width > 0 ? canvas.current?.getContext('2d') : null;
    if (context) {
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      drawPoints(context, image, points, [width, height]);
      drawShares(context, image, shares, [width, height], color, theme);
      drawFrames(context, image, shares, token, [width, height], theme);
    }
  }, [image, points, shares, token, color, width, height, ratio, theme]);
  return (
    <canvas
      ref={canvas}
      aria-hidden
      width={Math.round(width * ratio)}
      height={Math.round(height * ratio)}
      style={{ width, height }}
    />
  );
}

type Size = readonly [width: number, height: number];

function drawPoints(
  context: CanvasRenderingContext2D,
  { shape: [rows, columns] }: SpecImage,
  points: Uint8ClampedArray<ArrayBuffer>,
  [width, height]: Size
): void {
  const whole = document.createElement('canvas');
  whole.width = columns;
  whole.height = rows;
  whole.getContext('2d')?.putImageData(new ImageData(points, columns, rows), 0, 0);
  context.drawImage(whole, 0, 0, width, height);
}

/** The corner and the size of a patch. */
function boxOf(
  image: SpecImage,
  token: number,
  [width, height]: Size
): [number, number, number, number] {
  const [row, column] = placeOf(image, token);
  const [w, h] = [width / image.columns, height / image.rows];
  return [column * w, row * h, w, h];
}

function drawShares(
  context: CanvasRenderingContext2D,
  image: SpecImage,
  shares: Shares,
  size: Size,
  color: string,
  theme: Theme
): void {
  const strongest = mostOf(shares, image);
  const most = strongest === null ? 0 : shares[strongest]!;
  const { first = 0, rows, columns } = image;
  for (let token = first; token < first + rows * columns; token++) {
    const box = boxOf(image, token, size);
    context.globalAlpha = COVER * shareShade(shares[token], most, shares.length);
    context.fillStyle = color;
    context.fillRect(...box);
    context.globalAlpha = 0.3;
    context.strokeStyle = theme.faint;
    context.lineWidth = 0.5;
    context.strokeRect(...box);
  }
  context.globalAlpha = 1;
}

/** The patch that asks, and the one with the most: by a dash, so that colour is not the only cue. */
function drawFrames(
  context: CanvasRenderingContext2D,
  image: SpecImage,
  shares: Shares,
  token: number,
  size: Size,
  theme: Theme
): void {
  const strongest = mostOf(shares, image);
  const frame = (of: number, color: string, dash: readonly number[]) => {
    const [x, y, w, h] = boxOf(image, of, size);
    for (const [stroke, width] of [
      [theme.paper, 4],
      [color, 2]
    ] as const) {
      context.setLineDash(width === 2 ? [...dash] : []);
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.strokeRect(x, y, w, h);
    }
    context.setLineDash([]);
  };
  if (strongest !== null) {
    frame(strongest, theme.ink, [3, 3]);
  }
  if (isPatch(image, token)) {
    frame(token, theme.roles.query, []);
  }
}
