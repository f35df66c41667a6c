import type { Matrix } from '../arrays/vector.ts';
import type { Precision } from '../kernel/index.ts';
import { kernelMask } from '../large/kernelMask.ts';
import { defaultScale, kvHeadOf } from '../mathematics/attend.ts';
import { columnsOf } from '../mathematics/matrix.ts';
import { factorsOf } from '../mathematics/biases.ts';
import { alibiSlopes } from '../mathematics/positions.ts';
import type { AttentionInput } from '../mathematics/trace.ts';
import { newParcel } from './parcels.ts';
import type { Group, LayerJob } from './protocol.ts';
import { sent } from './sent.ts';

/** An input as workers take it: what all share, and a group for each head of keys and values. */
export function jobOf(
  input: AttentionInput,
  precision: Precision
): { readonly job: Omit<LayerJob, 'id' | 'groups'>; readonly groups: readonly Group[] } {
  const { nHeads, nKvHeads = nHeads, positions } = input;
  const [query, key, value] = (['query', 'key', 'value'] as const).map(role =>
    factorsOf(input, role)
  );
  const dK = query.weights[0].length / nHeads;
  const dV = value.weights[0].length / nKvHeads;
  const slopes = positions === 'alibi' ? alibiSlopes(nHeads) : null;
  const run = (matrix: Matrix, head: number, width: number) =>
    sent(columnsOf(matrix, head * width, (head + 1) * width), precision);
  const groups = Array.from({ length: nKvHeads }, (_, index): Group => {
    const heads = Array.from({ length: nHeads }, (_, h) => h).filter(
      h => kvHeadOf(h, nHeads, nKvHeads) === index
    );
    return {
      index,
      query: heads.map(h => run(query.weights, h, dK)),
      key: run(key.weights, index, dK),
      value: run(value.weights, index, dV),
      parcels: { query: heads.map(newParcel), key: newParcel(), value: newParcel() },
      slopes: heads.map(h => slopes?.[h])
    };
  });
  return {
    job: {
      precision,
      x: sent(query.x, precision),
      y: input.keyEmbeddings ? sent(key.x, precision) : null,
      settings: {
        scale: input.scale ?? defaultScale(dK),
        temperature: input.temperature ?? 1,
        maskAt: input.maskAt ?? 'scores'
      },
      mask: kernelMask(input.mask),
      rotateFrom: positions === 'rope' ? (input.positionOffset ?? 0) : undefined,
      rope: input.rope
    },
    groups
  };
}
