import { useLayoutEffect, useRef } from 'react';
import type { Thumbnail } from '../../engine/index.ts';
import type { Theme } from '../../figures/index.ts';
import { cellTable } from '../../figures/overview/index.ts';

/** A thumbnail and where its square stands, in pixels. */
export interface Stamp {
  readonly x: number;
  readonly y: number;
  /** Null: it is not known yet. */
  readonly thumbnail: Thumbnail | null;
}

interface Props {
  readonly stamps: readonly Stamp[];
  /** The side of a square. */
  readonly side: number;
  readonly size: readonly [width: number, height: number];
  readonly theme: Theme;
}

/** The thumbnails that are in sight, on one canvas. */
export function HeadCanvas({ stamps, side, size: [width, height], theme }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pictures = useRef<Pictures>(new Map());
  const dress = useRef(theme);
  const ratio = window.devicePixelRatio || 1;
  useLayoutEffect(() => {
    const context = width > 0 ? canvas.current?.getContext('2d') : null;
    if (context) {
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      context.imageSmoothingEnabled = false;
      const before =
        dress.current === theme ? pictures.current : new Map<Thumbnail, HTMLCanvasElement>();
      const seen = stamps.flatMap(({ thumbnail }) => thumbnail ?? []);
      pictures.current = new Map(
        seen.map(thumbnail => [thumbnail, before.get(thumbnail) ?? pixels(thumbnail, theme)])
      );
      dress.current = theme;
      stamps.forEach(stamp => draw(context, stamp, side, theme, pictures.current));
    }
  }, [stamps, side, width, height, ratio, theme]);
  return (
    <canvas
      ref={canvas}
      aria-hidden
      width={Math.round(width * ratio)}
      height={Math.round(height * ratio)}
      style={{ width, height, marginBottom: -height }}
    />
  );
}

/** Thumbnails in sight as pixels: while others come in they are not made again. */
type Pictures = ReadonlyMap<Thumbnail, HTMLCanvasElement>;

/** What is longer than wide, or wider than long, keeps its shape up to here. */
const THINNEST = 1 / 4;

function draw(
  context: CanvasRenderingContext2D,
  { x, y, thumbnail }: Stamp,
  side: number,
  theme: Theme,
  pictures: Pictures
): void {
  const [rows, columns] = thumbnail ? [thumbnail.rows, thumbnail.columns] : [1, 1];
  const longer = Math.max(rows, columns);
  const w = side * Math.max(THINNEST, columns / longer);
  const h = side * Math.max(THINNEST, rows / longer);
  const picture = thumbnail && pictures.get(thumbnail);
  if (picture) {
    context.drawImage(picture, x, y, w, h);
  }
  context.strokeStyle = theme.grid;
  context.strokeRect(x - 0.5, y - 0.5, w + 1, h + 1);
}

function pixels(thumbnail: Thumbnail, theme: Theme): HTMLCanvasElement {
  const { rows, columns, cells } = thumbnail;
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const image = new ImageData(columns, rows);
  const bytes = new Uint32Array(image.data.buffer);
  const table = cellTable(thumbnail, theme);
  cells.forEach((cell, at) => (bytes[at] = table[cell]));
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}
