import { Arena } from './arena.ts';
import type { HeldHead } from './held.ts';
import { Instance, layOut, SIZE } from './instance.ts';
import type { KernelExports } from './instance.ts';
import { Layout } from './memory.ts';
import { moduleBytes } from './modules.ts';
import { hasRelaxedSimd } from './relaxed.ts';
import type { FlatMatrix, HeadRequest, HeadResult, Keep, Numbers, Precision } from './request.ts';
import { viewOf } from './result.ts';

/**
 * Attention by the WebAssembly kernel: what the plain engine computes, faster. Its memory only grows;
 * {@link release} gives it back.
 */
export class Kernel {
  private _instance: Instance | null = null;

  constructor(private readonly _module: WebAssembly.Module) {}

  /** One head with its scores and weights, where `keep` does not say otherwise. */
  attendHead(request: HeadRequest, keep: Keep = {}): HeadResult {
    const instance = this._get();
    const fields = layOut(instance, request, keep);
    instance.pack('prepare', request.precision);
    instance.run('rows', request.precision);
    return viewOf(instance, request, fields);
  }

  /**
   * One head without scores and weights, in memory that grows with n + m and not with n · m. Output and
   * sum may differ from those of {@link attendHead} in their last digits. With `rows` a long head
   * can be computed piece by piece, and given up in between.
   */
  attendOnline(request: HeadRequest): HeadResult {
    const instance = this._get();
    const fields = layOut(instance, request, { scores: false, weights: false });
    instance.pack('prepare', request.precision);
    instance.run('online', request.precision);
    return viewOf(instance, request, fields);
  }

  /** A head that stays in memory; in self-attention its tokens can be moved one by one. */
  hold(request: HeadRequest): HeldHead {
    const held = this.arena().head(request);
    held.recompute();
    return held;
  }

  /** Memory of its own for heads and matrices that stay. */
  arena(): Arena {
    return new Arena(instantiate(this._module));
  }

  /**
   * A matrix product, [n, k] × [k, c] → [rows, c], each entry summed with k ascending; a view that
   * holds until the next call.
   */
  project(
    precision: Precision,
    x: FlatMatrix,
    weights: FlatMatrix,
    rows: readonly [from: number, to: number] = [0, x.rows]
  ): Numbers {
    const instance = this._get();
    const [from, to] = rows;
    const size = SIZE[precision];
    const shape = {
      n: x.rows,
      m: x.columns,
      keyWidth: x.columns,
      valueWidth: weights.columns,
      from,
      to
    };
    instance.write({ scale: 1 }, shape);
    const layout = new Layout(instance.begin);
    const work = layout.place(instance.exports.workBytes(instance.head, size) >>> 0);
    const query = layout.place(x.rows * x.columns * size);
    const value = layout.place(weights.rows * weights.columns * size);
    const output = layout.place((to - from) * weights.columns * size);
    layout.reserve(instance.exports.memory);
    instance.numbers(precision, query, x.rows * x.columns).set(x.data);
    instance.numbers(precision, value, weights.rows * weights.columns).set(weights.data);
    instance.write({ scale: 1 }, { ...shape, query, value, output, work });
    instance.pack('pack', precision);
    instance.run('multiply', precision);
    return instance.numbers(precision, output, (to - from) * weights.columns);
  }

  /** Bytes of memory in use. */
  get memoryBytes(): number {
    return this._instance?.exports.memory.buffer.byteLength ?? 0;
  }

  /** Gives the memory back; views of it must no longer be held. */
  release(): void {
    this._instance = null;
  }

  private _get(): Instance {
    return (this._instance ??= instantiate(this._module));
  }
}

/** Why there is no kernel: without it, or null where there is one or none was asked for. */
export let kernelFailure: string | null = null;

/**
 * The kernel, or null where WebAssembly or its SIMD is missing, or a page's policy refuses it; then
 * {@link kernelFailure} says why, and the plain engine does the same work. Never throws.
 *
 * @param fused - the one with relaxed SIMD: faster in float32, whose last digits may then differ between machines;
 * where it is there, unless given. Float64 is the same in both, to the bit
 */
export function loadKernel(fused: boolean = hasRelaxedSimd()): Kernel | null {
  try {
    if (typeof WebAssembly === 'undefined') {
      throw new Error('WebAssembly is missing');
    }
    const module = new WebAssembly.Module(moduleBytes(fused));
    instantiate(module);
    kernelFailure = null;
    return new Kernel(module);
  } catch (error) {
    kernelFailure = error instanceof Error ? error.message : String(error);
    return null;
  }
}

function instantiate(module: WebAssembly.Module): Instance {
  const { exports } = new WebAssembly.Instance(module);
  return new Instance(exports as unknown as KernelExports);
}
