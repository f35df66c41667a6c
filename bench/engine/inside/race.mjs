// All candidates in turn, again and again, so that what else the machine does falls on all alike.

/** The least length of a sample, in milliseconds: far above what a page's clock can tell apart. */
const SAMPLE = 1;
const WARM_UP = 150;
const MOST_SAMPLES = 60;
/** A call as long as this is made once more, after it has been checked. */
const LONG = 1500;

/**
 * Times candidates.
 *
 * @param entries - `{ name, run }` each; `many(count)` instead where it has a clock of its own
 * @param budget - milliseconds that each of them may take
 * @returns `{ name, min, median, n }` each, in milliseconds a call
 */
export async function race(entries, budget) {
  const runners = [];
  for (const entry of entries) {
    runners.push(await warmedUp(entry, budget));
  }
  const left = () => runners.filter(runner => !isDone(runner, budget));
  for (let waiting = left(); waiting.length > 0; waiting = left()) {
    for (const runner of waiting) {
      runner.samples.push((await timed(runner.entry, runner.count)) / runner.count);
    }
  }
  return runners.map(({ entry, samples }) => ({ name: entry.name, ...summary(samples) }));
}

/** Called until it is compiled as well as it will be; how many calls make a sample. */
async function warmedUp(entry, budget) {
  let ms = await timed(entry, 1);
  if (ms > LONG) {
    return { entry, count: 1, samples: [ms] };
  }
  for (let spent = ms; spent < Math.min(WARM_UP, budget);) {
    const count = Math.max(1, Math.round(SAMPLE / ms));
    const all = await timed(entry, count);
    ms = Math.max(all / count, 1e-4);
    spent += Math.max(all, 0.1);
  }
  return { entry, count: Math.max(1, Math.round(SAMPLE / ms)), samples: [] };
}

async function timed(entry, count) {
  if (entry.many) {
    return entry.many(count);
  }
  const start = performance.now();
  for (let i = 0; i < count; i++) {
    const pending = entry.run();
    if (pending instanceof Promise) {
      await pending;
    }
  }
  return performance.now() - start;
}

function isDone({ samples, count }, budget) {
  const spent = samples.reduce((sum, ms) => sum + ms * count, 0);
  const least = samples[0] > LONG ? 1 : 3;
  return samples.length >= MOST_SAMPLES || (samples.length >= least && spent >= budget);
}

export function summary(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  return { min: sorted[0], median: sorted[Math.floor(sorted.length / 2)], n: sorted.length };
}
