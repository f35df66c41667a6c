import { pointColors, pixelsOf, withResolution } from '../../figures/export/index.ts';
import type { Picture } from '../../figures/export/index.ts';

/** Pixels of a side, and altogether, that every browser of today draws. */
const SIDE = 16_384;
const PIXELS = 2 ** 28;

/** A picture cannot be drawn, for a reason that its reader can do something about. */
export class PictureError extends Error {}

/** A pixel for each point of a matrix, as a PNG in a URL. */
export const pictureOf: Picture = (raster, cells, theme) => {
  const { rows, columns } = raster;
  const image = new ImageData(pointColors(raster, cells, theme), columns, rows);
  const canvas = canvasOf(columns, rows);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas.toDataURL('image/png');
};

/** SVG text as the address of an image. */
export function urlOf(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

/** How large a figure is as a picture, in pixels. */
export function pictureSize(svg: string, dpi: number): readonly [width: number, height: number] {
  const [width, height] = ['width', 'height'].map(side => {
    const millimetres = new RegExp(`<svg[^>]* ${side}="([\\d.]+)mm"`).exec(svg)?.[1];
    return pixelsOf(Number(millimetres), dpi);
  });
  return [width, height];
}

/**
 * A figure as PNG with so many dots per inch, which says so: what places it on a page takes it as wide as
 * the SVG.
 *
 * @throws PictureError where a browser draws none of this size
 */
export async function pngOf(svg: string, dpi: number): Promise<Blob> {
  const [width, height] = pictureSize(svg, dpi);
  if (Math.max(width, height) > SIDE || width * height > PIXELS) {
    throw new PictureError(`${width} × ${height}`);
  }
  const image = new Image();
  image.src = urlOf(svg);
  await image.decode();
  const canvas = canvasOf(width, height);
  canvas.getContext('2d')?.drawImage(image, 0, 0, width, height);
  const drawn = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/png'));
  if (!drawn) {
    throw new PictureError(`${width} × ${height}`); // there is no memory for it
  }
  const png = withResolution(new Uint8Array(await drawn.arrayBuffer()), dpi);
  return new Blob([png], { type: 'image/png' });
}

function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}
