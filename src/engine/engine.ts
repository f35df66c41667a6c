import { attendBy, positionedEmbeddings } from './attend.ts';
import type { AttentionInput, Trace } from './attend.ts';
import type { GroupDone, Pool, Progress } from './background/index.ts';
import { BlockedHead } from './blocks.ts';
import type { Choice } from './blocks.ts';
import { HeadTrace } from './head.ts';
import type { HeadNumbers } from './head.ts';
import { jobOf } from './job.ts';
import { kernelFailure, loadKernel, SIZE } from './kernel/index.ts';
import type { Kernel, Numbers, Precision } from './kernel/index.ts';
import { kernelMask } from './kernelMask.ts';
import { magnitudeOf } from './magnitude.ts';
import type { Sheet } from './tensor.ts';
import { mixed, project, rowsToRenew } from './projected.ts';
import type { By, Projected } from './projected.ts';
import { Rooms } from './rooms.ts';
import type { SheetRequest } from './rooms.ts';
import type { Matrix } from './rows.ts';
import { Tensor } from './tensor.ts';
import { Turns } from './turned.ts';
import { plainWay } from './way.ts';
import type { Role, Way } from './way.ts';

/** Weights, and products of a projection, from which on the kernel is worth its start. */
const LARGE = 16_384;
const LONG = 1_000_000;
/** Products of a projection from which on a page would be held up: about 2 ms of work. */
const FELT = 30_000_000;
/** Tokens up to which every number is exact, in float64. */
const EXACT = 256;
/**
 * Bytes of scores and weights that are kept, with more, rows are made anew when asked for; and bytes
 * of heads in the kernel's memory.
 */
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
    this._heads.length = large ? Math.min(this._heads.length, input.nHeads) : 0;
    if (!large) {
      this._projected.clear();
      this._rooms = undefined; // nothing large is held for a small input
    }
    return attendBy(input, large ? this._fast(input, moving) : plainWay());
  }

  /**
   * Computes in workers what of an input would hold up a page, so that {@link attend} finds it
   * done: null where nothing is, or there is no kernel.
   *
   * @throws Superseded when another input was prepared meanwhile; an Error where the workers cannot
   */
  prepare(input: AttentionInput, pool: Pool, progress: Progress = () => {}): Promise<void> | null {
    if (!isLarge(input) || !this._load() || !this._isLong(input)) {
      return null;
    }
    const precision = precisionOf(input);
    const { job, groups } = jobOf(input, precision);
    return pool.run(job, groups, progress).then(done => this._take(input, precision, done));
  }

  /** Whether projections have to be multiplied anew that would be felt. */
  private _isLong(input: AttentionInput): boolean {
    const { projections, embeddings } = input;
    const work = embeddings.length * embeddings[0].length * projections.query[0].length;
    const before = this._projected.get('query');
    const x = positionedEmbeddings(embeddings, input);
    return (
      work > FELT &&
      !(before && rowsToRenew(before, x, projections.query, precisionOf(input), input.nHeads))
    );
  }

  /** Puts in place what workers have done. */
  private _take(input: AttentionInput, precision: Precision, done: readonly GroupDone[]): void {
    const sorted = [...done].sort((a, b) => a.index - b.index);
    const { projections, keyEmbeddings } = input;
    const x = positionedEmbeddings(input.embeddings, input);
    const y = keyEmbeddings ? positionedEmbeddings(keyEmbeddings, input) : x;
    const put = (role: Role, of: Matrix, heads: readonly Numbers[]) =>
      this._projected.set(role, {
        x: of,
        weights: projections[role],
        precision,
        heads: heads.map(data => new Tensor(data, of.length, data.length / of.length))
      });
    put(
      'query',
      x,
      sorted.flatMap(({ query }) => query)
    );
    put(
      'key',
      y,
      sorted.map(({ key }) => key)
    );
    put(
      'value',
      y,
      sorted.map(({ value }) => value)
    );
    this.attend(input);
    const summaries = sorted.flatMap(({ output, max, sum }) =>
      output.map((each, i) => ({ output: each, max: max[i], sum: sum[i] }))
    );
    summaries.forEach((summary, h) => this._heads[h].blocked?.prime(summary));
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
    return {
      computed: {
        by: 'webassembly',
        precision: nameOf(precision),
        kept,
        moving,
        reason: null
      },
      project: (role, x, weights, nHeads) => this._project(by, role, x, weights, nHeads),
      mix: (a, b) => mixed(by, a, b),
      attend: (head, index) => this._head(by, head, index, { kept, budget, moving })
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

  private _head(by: By, head: HeadNumbers, index: number, choice: Choice): HeadTrace {
    const { rooms, precision } = by;
    const before = this._heads[index];
    if (before && sameHead(before.numbers, head) && (!before.moving || choice.moving)) {
      return before.trace;
    }
    const query = this._turns.of(head.query, head.rotateFrom);
    const key = this._turns.of(head.key, head.rotateFrom);
    const blocked = exceeds(query, key, precision)
      ? null
      : new BlockedHead(
          rooms,
          index,
          head,
          requestOf(head, query, key, precision),
          choice,
          before?.blocked
        );
    const trace = blocked
      ? new HeadTrace(head, blocked, nameOf(precision))
      : plainWay().attend(head, index);
    this._heads[index] = { numbers: head, moving: choice.moving, trace, blocked };
    return trace;
  }

  private _rooms: Rooms | undefined;
  private readonly _turns = new Turns();
  private readonly _projected = new Map<Role, Projected>();
  private readonly _heads: {
    readonly numbers: HeadNumbers;
    readonly moving: boolean;
    readonly trace: HeadTrace;
    readonly blocked: BlockedHead | null;
  }[] = [];
}

function nameOf(precision: Precision): 'float64' | 'float32' {
  return precision === 'f64' ? 'float64' : 'float32';
}

/** Exact where that is quick enough. */
function precisionOf({ tokens, keyTokens }: AttentionInput): Precision {
  return Math.max(tokens.length, (keyTokens ?? tokens).length) <= EXACT ? 'f64' : 'f32';
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
    a.softmax === b.softmax &&
    a.overrides?.length === 0 &&
    b.overrides?.length === 0
  );
}

/** Whether scores may come near what float32 can hold: then the plain way has room. */
function exceeds(query: Sheet, key: Sheet, precision: Precision): boolean {
  const most = () => magnitudeOf(query.matrix) * magnitudeOf(key.matrix) * query.columns;
  return precision === 'f32' && !(most() < NARROW);
}

function requestOf(
  head: HeadNumbers,
  query: Sheet,
  key: Sheet,
  precision: Precision
): SheetRequest {
  return {
    precision,
    query,
    key,
    value: head.value,
    scale: head.scale,
    temperature: head.temperature,
    slope: head.slope,
    mask: kernelMask(head.parts ?? null),
    maskAt: head.maskAt
  };
}
