import type { Matrix } from '../arrays/vector.ts';

/** How a 2×2 projection turns and stretches the plane. */
export interface Rotation {
  /** Counter-clockwise, in degrees, above −180 and up to 180. */
  readonly degrees: number;
  /** Factor by which lengths grow: √|det|. */
  readonly stretch: number;
}

/**
 * The 2×2 projection that turns row vectors counter-clockwise: `x W` is x turned by `degrees`,
 * times `stretch`.
 */
export function rotation(degrees: number, stretch: number = 1): Matrix {
  const angle = (degrees * Math.PI) / 180;
  const cos = stretch * Math.cos(angle);
  const sin = stretch * Math.sin(angle);
  return [
    [cos, sin],
    [-sin, cos]
  ];
}

/**
 * The rotation nearest to a 2×2 projection, and its stretch; null where no rotation is nearest
 * (a pure reflection, or a matrix of zeros).
 *
 * Source: the orthogonal factor of the polar decomposition, Higham, Computing the Polar
 * Decomposition (1986), for two dimensions.
 */
export function rotationOf(w: Matrix): Rotation | null {
  const most = Math.max(...w.map(row => Math.max(Math.abs(row[0]), Math.abs(row[1]))));
  if (most === 0) {
    return null;
  }
  // Of entries near 1 no product is past a double, and none is too small for one.
  const [[a, b], [c, d]] = w.map(row => [row[0] / most, row[1] / most]);
  const [cos, sin] = [a + d, b - c];
  if (Math.hypot(cos, sin) < 1e-12) {
    return null;
  }
  return {
    degrees: (Math.atan2(sin, cos) * 180) / Math.PI,
    stretch: Math.sqrt(Math.abs(a * d - b * c)) * most
  };
}
