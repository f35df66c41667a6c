// All jobs of a run, in both environments.
import { openChromium, openNode } from './environments.mjs';

/** A call that would last longer is not made, in milliseconds. */
const TOO_LONG = 20_000;

const FULL = {
  sizes: [8, 64, 256, 512, 1024, 2048],
  drags: [256, 1024, 2048],
  accuracy: [256, 1024],
  cold: [8, 64, 256],
  colds: 7,
  budget: 700
};
const QUICK = {
  sizes: [8, 64, 256, 1024],
  drags: [1024],
  accuracy: [256],
  cold: [64],
  colds: 3,
  budget: 120
};

/**
 * @param say - called with what is being done
 * @returns `{ environment, version, sizes, drags, … }` of each environment
 */
export async function runAll(quick, say) {
  const plan = quick ? QUICK : FULL;
  const results = [];
  for (const open of [openNode, openChromium]) {
    const environment = await open();
    try {
      results.push(await runIn(environment, plan, say));
    } finally {
      await environment.close();
    }
  }
  return results;
}

async function runIn(environment, plan, say) {
  const { name, version, work } = environment;
  const { budget } = plan;
  const doing = (what, job) => {
    say(`${name}: ${what}`);
    return work(job);
  };
  const each = async (list, what, job) => {
    const found = [];
    for (const tokens of list) {
      found.push({
        tokens,
        rows: await doing(`${what}, ${tokens} tokens`, { ...job, tokens, budget })
      });
    }
    return found;
  };
  return {
    environment: name,
    version,
    identity: await doing('bit identity', { job: 'identity' }),
    accuracy: await each(plan.accuracy, 'accuracy', { job: 'accuracy' }),
    cold: await coldStarts(plan, doing),
    teaching: await doing('teaching size', { job: 'teaching', budget }),
    sizes: await allSizes(plan, doing),
    drags: await each(plan.drags, 'drag of a token', { job: 'drag' }),
    long: await doing('8192 tokens', { job: 'long', tokens: 8192, budget: 2 * budget })
  };
}

/** Sizes in ascending order: what would last too long at the next one is left out of it, and said. */
async function allSizes({ sizes, budget }, doing) {
  const found = [];
  for (const tokens of sizes) {
    const before = found.at(-1);
    const skip = before ? tooLong(before, tokens) : [];
    const rows = await doing(`twelve heads, ${tokens} tokens`, {
      job: 'sizes',
      tokens,
      budget,
      skip
    });
    const left = skip.map(name => ({ name, missing: 'a call would last over 20 s' }));
    found.push({ tokens, rows: [...rows, ...left] });
  }
  return found;
}

function tooLong({ tokens, rows }, next) {
  const growth = (next / tokens) ** 2;
  return rows
    .filter(({ min, missing }) => min * growth > TOO_LONG || /over 20 s/.test(missing ?? ''))
    .map(({ name }) => name);
}

/** A fresh process or page each time. */
async function coldStarts({ cold, colds }, doing) {
  const found = [];
  for (const tokens of cold) {
    const starts = [];
    for (let i = 0; i < colds; i++) {
      starts.push(await doing(`cold start, ${tokens} tokens`, { job: 'cold', tokens }));
    }
    starts.sort((a, b) => a.load + a.call - b.load - b.call);
    found.push({ tokens, best: starts[0], middle: starts[starts.length >> 1], n: starts.length });
  }
  return found;
}
