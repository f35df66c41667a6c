import type { Layer } from '../format/index.ts';
import type { Dash } from './scene.ts';

/** The outline of a role's mark around 0, 0, as Plotly draws the symbol of the same name. */
export function symbolPath(layer: Layer, r: number): string {
  return {
    embeddings: circle,
    query: triangle,
    key: square,
    value: diamond,
    output: star
  }[layer](r);
}

function circle(r: number): string {
  return `M${r},0A${r},${r} 0 1,1 0,${-r}A${r},${r} 0 0,1 ${r},0Z`;
}

function triangle(r: number): string {
  const half = (2 * r) / Math.sqrt(3);
  return polygon([
    [-half, r / 2],
    [half, r / 2],
    [0, -r]
  ]);
}

function square(r: number): string {
  return polygon([
    [r, r],
    [-r, r],
    [-r, -r],
    [r, -r]
  ]);
}

function diamond(r: number): string {
  const half = 1.3 * r;
  return polygon([
    [half, 0],
    [0, half],
    [-half, 0],
    [0, -half]
  ]);
}

/** Five points, the inner corners on the lines between them. */
function star(r: number): string {
  const [outer, inner] = [1.4 * r, 1.4 * r * 0.382];
  return polygon(
    Array.from({ length: 10 }, (_, i): [number, number] => {
      const [length, angle] = [i % 2 === 0 ? outer : inner, (i * Math.PI) / 5];
      return [length * Math.sin(angle), -length * Math.cos(angle)];
    })
  );
}

function polygon(corners: readonly (readonly [number, number])[]): string {
  const hundredth = (part: number) => Math.round(part * 100) / 100;
  return `M${corners.map(corner => corner.map(hundredth).join(',')).join('L')}Z`;
}

/** A dash as SVG and Plotly alike write it, in pixels. */
export function dashOf(dash: Dash | undefined): string | undefined {
  return dash && { dot: '1px,3px', dash: '6px,4px' }[dash];
}
