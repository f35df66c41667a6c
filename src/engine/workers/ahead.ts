import { Tensor } from '../arrays/tensor.ts';
import type { Precision } from '../kernel/index.ts';
import type { Heads, WantedHead } from '../large/heads.ts';
import { putRenewed, readBy, renewedHeads } from '../large/renewed.ts';
import type { Order, ProjectedLayer, Renewed } from '../large/renewed.ts';
import type { AttentionInput, Trace } from '../mathematics/trace.ts';
import { nameParcel, newParcel } from './parcels.ts';
import type { Parcels } from './parcels.ts';
import type { Pool } from './pool.ts';
import type { Group, GroupDone, HeadDone } from './protocol.ts';
import type { Progress } from './running.ts';
import { isGroupDone, isHeadDone } from './answers.ts';
import { jobOf } from './layerJob.ts';
import { putProjected } from './projectedLayer.ts';

/** Multiplications from which on a page would be held up: about 2 ms of work. */
const FELT = 30_000_000;

/** How an input will be looked at. */
export interface Look {
  /** A token is being moved, and more moves will follow. */
  readonly moving?: boolean;
  /** The head that is looked at most. */
  readonly head?: number;
}

/** What workers compute before an input is attended to. */
export interface Preparation {
  readonly done: Promise<void>;
  /** Whether a whole layer is projected: whoever waits will want to know how far it is. */
  readonly isLong: boolean;
}

/** An engine, to those who prepare an input for it. */
export interface Host {
  readonly heads: Heads;
  readonly projected: ProjectedLayer;
  /** The input that it attended to last. */
  last(): AttentionInput | null;
  attend(input: AttentionInput, look?: Look): Trace;
}

/** An input to prepare, for whom and by whom. */
interface Task {
  readonly engine: Host;
  readonly input: AttentionInput;
  readonly precision: Precision;
  readonly pool: Pool;
  readonly look: Look;
  readonly progress: Progress;
}

/**
 * Lets workers compute what of an input would hold up a page: projections, and of every head that
 * changes as much as was looked at before. Null where nothing takes that long.
 */
export function prepare(task: Task): Preparation | null {
  const { engine, input, precision } = task;
  const renewed = renewedHeads(input, engine.projected, precision);
  if (renewed === null && layerWork(input) > FELT) {
    return { done: projectLayer(task), isLong: true };
  }
  const isFelt = renewed && renewedWork(renewed) > FELT;
  const done =
    isFelt && differInProjections(input, engine.last())
      ? renewHeads(task, renewed)
      : makeMissing(task);
  return done && { done, isLong: false };
}

/** Projects a whole layer, computes all outputs on the way, and then makes what else is looked at. */
async function projectLayer(task: Task): Promise<void> {
  const { engine, input, precision, pool, progress } = task;
  const { job, groups: parts } = jobOf(input, precision);
  const jobFor = (groups: readonly Group[], parcels: Parcels) => {
    parcels.expect(groups, precision);
    return { ...job, groups };
  };
  const isDone = (answer: Partial<GroupDone>, group: Group) => isGroupDone(answer, group, job);
  const done = await pool.run<Group, GroupDone>({ parts, job: jobFor, isDone }, progress);
  putProjected(input, engine.projected, precision, parts, done);
  engine.attend(input);
  const { nHeads, nKvHeads = nHeads } = input;
  for (const { index, output, max, sum } of done) {
    const first = (index * nHeads) / nKvHeads;
    output.forEach((each, h) =>
      engine.heads.prime(first + h, { output: each, max: max[h], sum: sum[h] })
    );
  }
  await makeMissing({ ...task, progress: () => {} });
}

/** Makes what of the heads is likely to be looked at; null where that would not be felt. */
function makeMissing(task: Task): Promise<void> | null {
  const { engine, input, look } = task;
  engine.attend(input, look);
  if (look.head !== undefined) {
    engine.heads.show(look.head);
  }
  const { parts, work } = engine.heads.missing;
  return work <= FELT ? null : makeRows(task, parts).then(done => take(task, done));
}

/** Projects single heads, and makes what is likely to be looked at of those that read them. */
async function renewHeads(task: Task, renewed: readonly Renewed[]): Promise<void> {
  const { engine, input, look } = task;
  const last = engine.last();
  const orders = renewed.map(each => ({ ...each, parcel: newParcel() }));
  const parts = Array.from({ length: input.nHeads }, (_, index) => ({
    ...engine.heads.renewal(index),
    projected: readBy(index, orders, input)
  })).filter(({ projected }) => projected.length > 0);
  const done = await makeRows(task, parts);
  if (engine.last() === last) {
    const made = orders.map(order => [order, tensorOf(order, done, input)] as const);
    putRenewed(engine.projected, made);
    engine.attend(input, look);
    take(task, done);
  } // else what the other heads were made from has changed meanwhile
}

function take({ engine, input }: Task, done: readonly HeadDone[]): void {
  if (engine.last() === input) {
    done.forEach(made => engine.heads.take(made.index, made));
  }
}

/** What workers have made of an order, under the number that they have it under. */
function tensorOf(order: Order, done: readonly HeadDone[], input: AttentionInput): Tensor {
  const { projected } = done.find(({ index }) => readBy(index, [order], input).length > 0)!;
  const data = projected[order.role]!;
  const tensor = new Tensor(data, order.x.length, data.length / order.x.length);
  nameParcel(tensor, order.parcel);
  return tensor;
}

/** Lets workers make rows of heads. */
function makeRows(
  { input, precision, pool, progress }: Task,
  parts: readonly WantedHead[]
): Promise<readonly HeadDone[]> {
  const job = (heads: readonly WantedHead[], parcels: Parcels) => ({
    precision,
    ...parcels.pack(heads, precision, input.nHeads)
  });
  return pool.run<WantedHead, HeadDone>({ parts, job, isDone: isHeadDone }, progress);
}

/** Multiplications of a layer's queries. */
export function layerWork({ embeddings, projections }: AttentionInput): number {
  return embeddings.length * embeddings[0].length * projections.query[0].length;
}

function renewedWork(renewed: readonly Renewed[]): number {
  return renewed.reduce(
    (sum, { x, columns: [start, end] }) => sum + x.length * x[0].length * (end - start),
    0
  );
}

/** Whether two inputs differ in nothing but their projections. */
function differInProjections(a: AttentionInput, b: AttentionInput | null): boolean {
  const { projections: _, ...one } = a;
  const names = Object.keys(one) as (keyof typeof one)[];
  return b !== null && names.every(name => a[name] === b[name]);
}
