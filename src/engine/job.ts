import { defaultScale, kvHeadOf, positionedEmbeddings } from './attend.ts';
import type { AttentionInput } from './attend.ts';
import type { Group, Job, Sent } from './background/index.ts';
import { kernelMask } from './kernelMask.ts';
import type { Precision } from './kernel/index.ts';
import { alibiSlopes } from './positions.ts';
import { flatOf } from './rows.ts';
import type { Floats, Matrix } from './rows.ts';

/** An input as workers take it: what all share, and a group for each head of keys and values. */
export function jobOf(
  input: AttentionInput,
  precision: Precision
): { readonly job: Omit<Job, 'id' | 'groups'>; readonly groups: readonly Group[] } {
  const { projections, nHeads, nKvHeads = nHeads, positions } = input;
  const x = positionedEmbeddings(input.embeddings, input);
  const dK = projections.query[0].length / nHeads;
  const dV = projections.value[0].length / nKvHeads;
  const slopes = positions === 'alibi' ? alibiSlopes(nHeads) : null;
  const groups = Array.from({ length: nKvHeads }, (_, index): Group => {
    const heads = Array.from({ length: nHeads }, (_, h) => h).filter(
      h => kvHeadOf(h, nHeads, nKvHeads) === index
    );
    return {
      index,
      heads,
      query: heads.map(h => columns(projections.query, h * dK, dK, precision)),
      key: columns(projections.key, index * dK, dK, precision),
      value: columns(projections.value, index * dV, dV, precision),
      slopes: heads.map(h => slopes?.[h])
    };
  });
  return {
    job: {
      precision,
      x: sent(x, precision),
      y: input.keyEmbeddings
        ? sent(positionedEmbeddings(input.keyEmbeddings, input), precision)
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

function columns(matrix: Matrix, start: number, width: number, precision: Precision): Sent {
  const data = numbers(matrix.length * width, precision);
  matrix.forEach((row, r) => data.set(row.slice(start, start + width), r * width));
  return { data, rows: matrix.length, columns: width };
}

/** In memory that workers share where the page lets them, otherwise copied as it is sent. */
function sent(matrix: Matrix, precision: Precision): Sent {
  const flat = flatOf(matrix);
  const data = numbers(flat.length, precision, globalThis.crossOriginIsolated === true);
  data.set(flat);
  return { data, rows: matrix.length, columns: matrix[0].length };
}

function numbers(length: number, precision: Precision, shared = false): Floats {
  const size = precision === 'f64' ? 8 : 4;
  const buffer = shared ? new SharedArrayBuffer(length * size) : new ArrayBuffer(length * size);
  return precision === 'f64' ? new Float64Array(buffer) : new Float32Array(buffer);
}
