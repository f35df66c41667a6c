import { defaultScale, kvHeadOf, positionedEmbeddings } from './attend.ts';
import type { AttentionInput } from './attend.ts';
import type { Group, LayerJob, Sent } from './background/index.ts';
import { kernelMask } from './kernelMask.ts';
import { SIZE } from './kernel/index.ts';
import type { Precision } from './kernel/index.ts';
import { columnsOf } from './matrix.ts';
import { alibiSlopes } from './positions.ts';
import { flatOf } from './rows.ts';
import type { Matrix } from './rows.ts';

/**
 * An input as workers take it: what all share, and a group for each head of keys and values.
 *
 * @param wanted - the heads of keys and values that are to be computed
 */
export function jobOf(
  input: AttentionInput,
  precision: Precision,
  wanted: readonly number[]
): { readonly job: Omit<LayerJob, 'id' | 'groups'>; readonly groups: readonly Group[] } {
  const { projections, nHeads, nKvHeads = nHeads, positions } = input;
  const x = positionedEmbeddings(input.embeddings, input);
  const dK = projections.query[0].length / nHeads;
  const dV = projections.value[0].length / nKvHeads;
  const slopes = positions === 'alibi' ? alibiSlopes(nHeads) : null;
  const run = (matrix: Matrix, head: number, width: number) =>
    sent(columnsOf(matrix, head * width, (head + 1) * width), precision);
  const groups = wanted.map((index): Group => {
    const heads = Array.from({ length: nHeads }, (_, h) => h).filter(
      h => kvHeadOf(h, nHeads, nKvHeads) === index
    );
    return {
      index,
      query: heads.map(h => run(projections.query, h, dK)),
      key: run(projections.key, index, dK),
      value: run(projections.value, index, dV),
      slopes: heads.map(h => slopes?.[h])
    };
  });
  return {
    job: {
      precision,
      x: sentOnce(x, precision),
      y: input.keyEmbeddings
        ? sentOnce(positionedEmbeddings(input.keyEmbeddings, input), precision)
        : null,
      settings: {
        scale: input.scale ?? defaultScale(dK),
        temperature: input.temperature ?? 1,
        maskAt: input.maskAt ?? 'scores'
      },
      mask: kernelMask(input.mask),
      rotateFrom: positions === 'rope' ? (input.positionOffset ?? 0) : undefined
    },
    groups
  };
}

/** The same of a matrix that stays while its projections are edited. */
function sentOnce(matrix: Matrix, precision: Precision): Sent {
  const shared = globalThis.crossOriginIsolated === true;
  let known = asSent.get(matrix);
  if (known?.precision !== precision || known.shared !== shared) {
    known = { precision, shared, sent: sent(matrix, precision) };
    asSent.set(matrix, known);
  }
  return known.sent;
}

const asSent = new WeakMap<
  Matrix,
  { readonly precision: Precision; readonly shared: boolean; readonly sent: Sent }
>();

/** In memory that workers share where the page lets them, otherwise copied as it is sent. */
function sent(matrix: Matrix, precision: Precision): Sent {
  const flat = flatOf(matrix);
  const bytes = flat.length * SIZE[precision];
  const shared = globalThis.crossOriginIsolated === true;
  const buffer = shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  const data = precision === 'f64' ? new Float64Array(buffer) : new Float32Array(buffer);
  data.set(flat);
  return { data, rows: matrix.length, columns: matrix[0].length };
}
