// The kernel in workers: heads are split over them, scores and weights stay where they were made, and
// outputs come back.
import { headOf } from '../inputs.mjs';

/** One worker against two, at the same work; and what two cores give at all while others use them too. */
export async function workers(inputs, environment) {
  return (await Promise.all([1, 2].map(count => split(inputs, environment, count)))).flat();
}

async function split(inputs, environment, count) {
  const share = Math.ceil(inputs.heads / count);
  const team = Array.from({ length: count }, () => environment.spawn());
  await Promise.all(
    team.map((worker, w) =>
      worker.ask({
        heads: Array.from({ length: Math.min(share, inputs.heads - w * share) }, (_, i) =>
          ownHead(inputs, w * share + i)
        )
      })
    )
  );
  let outputs = [];
  const number = count === 1 ? 'one worker' : 'two workers';
  const operations = (4 * inputs.tokens ** 2 * inputs.heads * inputs.width) / count;
  const limit = {
    name: `limit of f32, ${number}`,
    keeps: '-',
    run: () => Promise.all(team.map(worker => worker.ask({ operations })))
  };
  const kernel = {
    name: `kernel f32, ${number}`,
    keeps: 'S, P, O',
    async run() {
      outputs = (await Promise.all(team.map(worker => worker.ask({ attend: true })))).flat();
    },
    read: (h, row) => ({
      output: outputs[h].subarray(row * inputs.width, (row + 1) * inputs.width)
    }),
    close: () => team.forEach(worker => worker.end())
  };
  return [limit, kernel];
}

/** A head in memory of its own: a view would take all heads along with it. */
function ownHead(inputs, h) {
  return Object.fromEntries(
    Object.entries(headOf(inputs, 'f32', h)).map(([name, matrix]) => [
      name,
      { ...matrix, data: matrix.data.slice() }
    ])
  );
}
