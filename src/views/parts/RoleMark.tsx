import { symbolPath } from '../../figures/index.ts';
import type { Layer } from '../../format/index.ts';

/** Half of a mark's height, in pixels; a star reaches farthest. */
const RADIUS = 4;
const REACH = 6;

/** The mark by which a role is told on the planes, also without its colour. */
export function RoleMark({ layer }: { readonly layer: Layer }) {
  return (
    <svg
      className="jp-Attention-roleMark"
      width={2 * REACH}
      height={2 * REACH}
      viewBox={`${-REACH} ${-REACH} ${2 * REACH} ${2 * REACH}`}
      aria-hidden="true"
    >
      <path d={symbolPath(layer, RADIUS)} fill="currentColor" />
    </svg>
  );
}
