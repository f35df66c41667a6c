import { flatOf } from '../arrays/pieces.ts';
import type { Matrix } from '../arrays/vector.ts';
import { SIZE } from '../kernel/index.ts';
import type { Precision } from '../kernel/index.ts';
import type { Sent } from './protocol.ts';

/** A matrix as it crosses to a worker: in memory that both share where the page lets them, otherwise copied. */
export function sent(matrix: Matrix, precision: Precision): Sent {
  const flat = flatOf(matrix);
  const bytes = flat.length * SIZE[precision];
  const shared = globalThis.crossOriginIsolated === true;
  const buffer = shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  const data = precision === 'f64' ? new Float64Array(buffer) : new Float32Array(buffer);
  data.set(flat);
  return { data, rows: matrix.length, columns: matrix[0].length };
}
