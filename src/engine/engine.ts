import { attendBy } from './attend.ts';
import type { AttentionInput, Trace } from './attend.ts';
import { BlockedHead } from './blocks.ts';
import { HeadTrace, rotated } from './head.ts';
import type { HeadNumbers } from './head.ts';
import { kernelFailure, loadKernel } from './kernel/index.ts';
import type { HeadRequest, Kernel, KernelMask, Precision } from './kernel/index.ts';
import { isMask } from './mask.ts';
import type { Mask } from './mask.ts';
import { mixed, project } from './projected.ts';
import type { Projected } from './projected.ts';
import type { Matrix } from './rows.ts';
import type { Tensor } from './tensor.ts';
import { plainWay } from './way.ts';
import type { Role, Way } from './way.ts';

/** Weights, and products of a projection, from which on the kernel is worth its start. */
const LARGE = 16_384;
const LONG = 1_000_000;
/** Tokens up to which every number is exact, in float64. */
const EXACT = 256;
/** Bytes of scores and weights that are kept; with more, rows are made anew when asked for. */
const BUDGET = 256 * 1024 * 1024;
/** Scores below this are far from where float32 overflows. */
const NARROW = 1e30;

/**
 * Attention at any size. It remembers the last input: what an edit did not change is not computed
 * again, and of a large input only what somebody looks at is computed at all. Small inputs take the
 * plain way, as {@link attend} does.
 */
export class Engine {
  /**
   * @param kernel - null: everything takes the plain way
   * @param budget - bytes of scores and weights that are kept; with more, rows are made anew
   */
  constructor(
    private _kernel: Kernel | null | undefined = undefined,
    private readonly _budget: number = BUDGET
  ) {}

  /** Every intermediate of an attention layer, under the names of {@link attend}. */
  attend(input: AttentionInput): Trace {
    return attendBy(input, isLarge(input) ? this._fast(input) : plainWay());
  }

  private _fast(input: AttentionInput): Way {
    const kernel = this._kernel === undefined ? (this._kernel = loadKernel()) : this._kernel;
    if (!kernel) {
      return plainWay(kernelFailure ?? 'WebAssembly was not asked for');
    }
    if (input.softmax === 'naive') {
      return plainWay('a naive softmax overflows as float64 does');
    }
    const [n, m] = [input.tokens.length, (input.keyTokens ?? input.tokens).length];
    const precision: Precision = Math.max(n, m) <= EXACT ? 'f64' : 'f32';
    const kept = 2 * (precision === 'f64' ? 8 : 4) * input.nHeads * n * m <= this._budget;
    return {
      computed: {
        by: 'webassembly',
        precision: precision === 'f64' ? 'float64' : 'float32',
        kept,
        reason: null
      },
      project: (role, x, weights, nHeads) =>
        this._project(kernel, precision, role, x, weights, nHeads),
      mix: (a, b) => mixed(kernel, precision, a, b),
      attend: (head, index) => this._head(kernel, head, index, kept)
    };
  }

  private _project(
    kernel: Kernel,
    precision: Precision,
    role: Role,
    x: Matrix,
    weights: Matrix,
    nHeads: number
  ): readonly Tensor[] {
    const next = project(kernel, precision, x, weights, nHeads, this._projected.get(role));
    this._projected.set(role, next);
    return next.heads;
  }

  private _head(kernel: Kernel, head: HeadNumbers, index: number, kept: boolean): HeadTrace {
    const before = this._heads[index];
    if (before && sameHead(before.numbers, head)) {
      return before.trace;
    }
    const { rotateFrom } = head;
    const turned = (vectors: Tensor) =>
      rotateFrom === undefined ? vectors : rotated(vectors, rotateFrom);
    const [query, key] = [turned(head.query), turned(head.key)];
    const trace =
      (head.overrides ?? []).length > 0 || exceeds(query, key)
        ? plainWay().attend(head, index)
        : new HeadTrace(
            head,
            new BlockedHead(kernel, requestOf(head, query, key), query, key, kept)
          );
    this._heads[index] = { numbers: head, trace };
    return trace;
  }

  private readonly _projected = new Map<Role, Projected>();
  private readonly _heads: { numbers: HeadNumbers; trace: HeadTrace }[] = [];
}

function isLarge({ tokens, keyTokens, nHeads, projections, embeddings }: AttentionInput): boolean {
  const n = tokens.length;
  const work = n * embeddings[0].length * projections.query[0].length;
  return nHeads * n * (keyTokens ?? tokens).length > LARGE || work > LONG;
}

/** Whether two heads say the same; a mask is the same where it is made from the same parts. */
function sameHead(a: HeadNumbers, b: HeadNumbers): boolean {
  return (
    a.query === b.query &&
    a.key === b.key &&
    a.value === b.value &&
    a.parts === b.parts &&
    a.maskAt === b.maskAt &&
    a.scale === b.scale &&
    a.temperature === b.temperature &&
    a.rotateFrom === b.rotateFrom &&
    a.slope === b.slope &&
    a.overrides?.length === 0 &&
    b.overrides?.length === 0
  );
}

/** Whether scores may come near what float32 can hold: then the plain way has room. */
function exceeds(query: Tensor, key: Tensor): boolean {
  const narrow = query.data instanceof Float32Array;
  return narrow && !(largest(query) * largest(key) * query.columns < NARROW);
}

function largest({ data }: Tensor): number {
  let most = 0;
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i]);
    most = size <= most ? most : size;
  }
  return most;
}

function requestOf(head: HeadNumbers, query: Tensor, key: Tensor): HeadRequest {
  return {
    precision: query.data instanceof Float64Array ? 'f64' : 'f32',
    query,
    key,
    value: head.value,
    scale: head.scale,
    temperature: head.temperature,
    slope: head.slope,
    mask: kernelMask(head),
    maskAt: head.maskAt
  };
}

function kernelMask({ parts }: HeadNumbers): KernelMask | null {
  return parts === 'causal'
    ? { causal: true }
    : isMask(parts)
      ? { cells: cellsOf(parts) }
      : (parts ?? null);
}

function cellsOf(mask: Mask): Uint8Array {
  let cells = drawn.get(mask);
  if (!cells) {
    const columns = mask[0].length;
    cells = new Uint8Array(mask.length * columns);
    for (let r = 0; r < mask.length; r++) {
      for (let c = 0; c < columns; c++) {
        cells[r * columns + c] = mask[r][c] ? 1 : 0;
      }
    }
    drawn.set(mask, cells);
  }
  return cells;
}

const drawn = new WeakMap<Mask, Uint8Array>();
