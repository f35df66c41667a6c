import type { Sheet } from './arrays/tensor.ts';
import type { Matrix } from './arrays/vector.ts';
import { kernelFailure, loadKernel, SIZE } from './kernel/index.ts';
import type { Kernel } from './kernel/index.ts';
import { Heads } from './large/heads.ts';
import { nameOf, precisionOf } from './large/precision.ts';
import { mixed, project } from './large/projected.ts';
import type { By } from './large/projected.ts';
import type { ProjectedLayer } from './large/renewed.ts';
import { BUDGET, Rooms } from './large/rooms.ts';
import { attendBy } from './mathematics/attend.ts';
import type { AttentionInput, Trace } from './mathematics/trace.ts';
import { plainWay } from './mathematics/way.ts';
import type { Role, Way } from './mathematics/way.ts';
import { layerWork, prepare } from './workers/index.ts';
import type { Host, Look, Pool, Preparation, Progress } from './workers/index.ts';

/** Weights, and products of a projection, from which on the kernel is worth its start. */
const LARGE = 16_384;
const LONG = 1_000_000;

/**
 * Attention at any size. It remembers the last input: what an edit did not change is not computed
 * again, and of a large input only what somebody looks at is computed at all. Small inputs take the
 * plain way, as {@link attend} does.
 */
export class Engine {
  /**
   * @param kernel - null: everything takes the plain way
   * @param budget - bytes of scores and weights that are kept; with more, rows are made anew. As many
   * are for heads in the kernel's memory; with more, they take turns
   */
  constructor(
    private _kernel: Kernel | null | undefined = undefined,
    private readonly _budget: number = BUDGET
  ) {}

  /**
   * Every intermediate of an attention layer, under the names of {@link attend}.
   *
   * @param moving - a token is being moved, and more moves will follow: outputs and weights in float32
   * may be those from before with the token's share taken out and put back anew. Without it all numbers
   * are from scratch
   */
  attend(input: AttentionInput, { moving = false }: { readonly moving?: boolean } = {}): Trace {
    const large = isLarge(input);
    this._heads.shorten(large ? input.nHeads : 0);
    if (!large) {
      this._projected.clear();
      this._rooms = undefined; // nothing large is held for a small input
    }
    this._input = input;
    return attendBy(input, large ? this._fast(input, moving) : plainWay());
  }

  /**
   * Computes in workers what of an input would hold up a page, so that {@link attend} and whoever looks
   * at what it returns find it done: projections, and of every head that changed as much as was looked at
   * before. Null where nothing takes that long, or there is no kernel.
   *
   * @param moving - as in {@link attend}
   * @param head - the head that is looked at most: as much of it is made as of the one before
   * @returns what rejects with Superseded when another input was prepared meanwhile, and with an Error
   * where the workers cannot
   */
  prepare(
    input: AttentionInput,
    pool: Pool,
    progress: Progress = () => {},
    { moving = false, head }: Look = {}
  ): Preparation | null {
    if (!isLarge(input) || hasStagesOfItsOwn(input) || !this._load()) {
      return null;
    }
    const precision = precisionOf(input);
    const look = { moving, head };
    return prepare({ engine: this._host, input, precision, pool, look, progress });
  }

  private _load(): Kernel | null {
    if (this._kernel === undefined) {
      this._kernel = loadKernel();
    }
    return this._kernel;
  }

  private _fast(input: AttentionInput, moving: boolean): Way {
    const kernel = this._load();
    if (!kernel) {
      return plainWay(kernelFailure ?? 'WebAssembly was not asked for');
    }
    const [n, m] = [input.tokens.length, (input.keyTokens ?? input.tokens).length];
    const precision = precisionOf(input);
    const kept = 2 * SIZE[precision] * input.nHeads * n * m <= this._budget;
    const rooms = (this._rooms ??= new Rooms(kernel, this._budget));
    const by = { kernel, rooms, precision };
    const budget = this._budget / input.nHeads / 2; // for scores and for weights
    const heads = this._heads;
    return {
      get computed() {
        const [by, reason] = ['webassembly', null] as const;
        return { by, precision: nameOf(precision), kept, moving: heads.areMoving, reason };
      },
      project: (role, x, weights, nHeads) => this._project(by, role, x, weights, nHeads),
      mix: (a, b) => mixed(by, a, b),
      attend: (head, index) => this._heads.attend(by, head, index, { kept, budget, moving }).trace
    };
  }

  private _project(
    by: By,
    role: Role,
    x: Matrix,
    weights: Matrix,
    nHeads: number
  ): readonly Sheet[] {
    const next = project(by, role, x, weights, nHeads, this._projected.get(role));
    this._projected.set(role, next);
    return next.heads;
  }

  private _input: AttentionInput | null = null;
  private _rooms: Rooms | undefined;
  private readonly _projected: ProjectedLayer = new Map();
  private readonly _heads = new Heads();
  private readonly _host: Host = {
    heads: this._heads,
    projected: this._projected,
    last: () => this._input,
    attend: (input, look) => this.attend(input, look)
  };
}

/** Workers know of no recorded head, norm, given bias, cap or sink: the page makes what somebody looks at. */
function hasStagesOfItsOwn(input: AttentionInput): boolean {
  const { recorded, weights, norms, bias, softcap, sinks } = input;
  return [recorded, weights, norms, bias, softcap, sinks].some(
    part => part !== undefined && part !== null
  );
}

function isLarge(input: AttentionInput): boolean {
  const { tokens, keyTokens, nHeads } = input;
  if (input.weights) {
    return false; // nothing is computed
  }
  const weights = nHeads * tokens.length * (keyTokens ?? tokens).length;
  return weights > LARGE || (!input.recorded && layerWork(input) > LONG);
}
