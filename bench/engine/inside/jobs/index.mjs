import { accuracy } from './accuracy.mjs';
import { drag } from './drag.mjs';
import { identity } from './identity.mjs';
import { long } from './long.mjs';
import { sizes } from './sizes.mjs';
import { teaching } from './teaching.mjs';

const JOBS = { accuracy, drag, identity, long, sizes, teaching };

/** Does one job, `{ job, …options }`. */
export function work({ job, ...options }, environment) {
  return JOBS[job](options, environment);
}
