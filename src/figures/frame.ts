import { mapVector } from '../engine/index.ts';
import type { Matrix } from '../engine/index.ts';
import { basisOf, place } from './basis.ts';
import type { Basis } from './basis.ts';
import { powerOf } from './power.ts';
import type { Frame, Kept } from './scene.ts';
import { decimal, percent } from './text.ts';
import type { Numerals } from './text.ts';

/** The frame that shows all vectors, and `others` that have no say in how it lies. */
export function frameOf(vectors: Matrix, kept: Kept, others: Matrix = []): Frame {
  const { frame, basis: old, ifEnough } = kept;
  if (frame) {
    return frame;
  }
  const finite = (all: Matrix) => all.filter(vector => vector.every(Number.isFinite));
  const shown = finite(vectors);
  const all = [...shown, ...finite(others)];
  const none = [mapVector(vectors[0], () => 0)];
  const basis = basisOf(shown.length > 0 ? shown : none, old, powerOf(all), ifEnough);
  return { basis, reach: reachOf(place(all, basis)) };
}

/** Planes span no less than this, in their units: less could not be told from what rounding leaves. */
const LEAST_REACH = 1e-9;

/** A round number that all places stay within, in steps, so that it seldom changes. */
function reachOf(places: Matrix): number {
  const largest = places.reduce((most, place) => Math.max(most, ...mapVector(place, Math.abs)), 0);
  if (largest === 0) {
    return 1;
  }
  // What differs by rounding alone lies in one place.
  const wanted = Math.max(LEAST_REACH, largest * 1.08);
  const step = 10 ** Math.floor(Math.log10(wanted)) / 4;
  return Math.ceil(wanted / step) * step;
}

/** What the axes of a plane are. */
export function axisTitles({ variance, power, mean }: Basis): readonly [string, string] {
  const units = power === 0 ? '' : `, in units of 1e${power}`.replace('-', '−');
  const share = (c: 0 | 1) => `principal component ${c + 1} (${percent(variance![c])})${units}`;
  const second = mean.length > 1 ? `dimension 2${units}` : '';
  return variance ? [share(0), share(1)] : [`dimension 1${units}`, second];
}

/** Where a point lies along an axis, in the vectors' own units. */
export function coordinate(value: number, { basis }: Frame, numerals: Numerals): string {
  const { power } = basis;
  return `${decimal(value, numerals)}${power === 0 ? '' : `e${power}`.replace('-', '−')}`;
}
