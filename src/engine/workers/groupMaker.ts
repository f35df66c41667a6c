import { Tensor } from '../arrays/tensor.ts';
import type { Kernel, Numbers } from '../kernel/index.ts';
import { rotated } from '../mathematics/head.ts';
import { attended, projected } from './pieces.ts';
import type { Group, GroupDone, LayerJob, Sent } from './protocol.ts';

/**
 * Query heads that share keys and values, projected and attended to.
 *
 * @param beat - called between pieces of the work
 */
export function attendGroup(
  kernel: Kernel,
  job: LayerJob,
  group: Group,
  beat: () => void
): Omit<GroupDone, 'id'> {
  const { precision, x, y, settings, mask, rotateFrom, rope } = job;
  const project = (from: Sent, weights: Sent) =>
    new Tensor(projected(kernel, precision, from, weights, beat), from.rows, weights.columns);
  const turned = (vectors: Tensor) =>
    rotateFrom === undefined ? vectors : rotated(vectors, rotateFrom, rope);
  const key = project(y ?? x, group.key); // [m, d_model] × [d_model, d_k] → [m, d_k]
  const value = project(y ?? x, group.value); // [m, d_model] × [d_model, d_v] → [m, d_v]
  const turnedKey = turned(key);
  const heads = group.query.map((weights, i) => {
    const query = project(x, weights); // [n, d_model] × [d_model, d_k] → [n, d_k]
    const request = {
      ...settings,
      precision,
      query: turned(query),
      key: turnedKey,
      value,
      mask,
      slope: group.slopes[i]
    };
    return { query, ...attended(kernel, request, beat) };
  });
  return {
    index: group.index,
    query: heads.map(({ query }) => query.data as Numbers),
    key: key.data as Numbers,
    value: value.data as Numbers,
    output: heads.map(({ output }) => output),
    max: heads.map(({ max }) => max),
    sum: heads.map(({ sum }) => sum)
  };
}
