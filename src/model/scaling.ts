import { attend, defaultScale, measureScaling } from '../engine/index.ts';
import type { Scaling, Trace } from '../engine/index.ts';
import type { Spec } from '../format/index.ts';
import { DIMENSIONS, withDrawn } from './drawn.ts';
import { resolve } from './resolve.ts';

/** The measures of one head with the scale 1/√d_k, and without a scale. */
export interface Scalings {
  readonly dimensions: number;
  readonly scaled: Scaling;
  readonly unscaled: Scaling;
}

/** What the scale does to the rows of a head, whatever scale it has now. */
export function scalingsOf(trace: Trace, head: number): Scalings {
  const dimensions = trace.heads[head].query[0].length;
  const at = (scale: number) => measureScaling(trace, head, scale);
  return { dimensions, scaled: at(defaultScale(dimensions)), unscaled: at(1) };
}

/** The same of the tokens of a spec, drawn in each number of dimensions from one seed. */
export function scalingCurve(spec: Spec, seed: number): readonly Scalings[] {
  return DIMENSIONS.map(dimensions =>
    scalingsOf(attend(resolve(withDrawn(spec, dimensions, seed)).input), 0)
  );
}
