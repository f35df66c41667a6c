import { Tensor } from '../arrays/tensor.ts';
import { copyOf, kernelFailure, loadKernel } from '../kernel/index.ts';
import type { Kernel, Numbers } from '../kernel/index.ts';
import { rotated } from '../mathematics/head.ts';
import type {
  Group,
  GroupDone,
  HeadDone,
  LayerJob,
  Message,
  Port,
  RowsJob,
  Sent
} from './protocol.ts';
import { RowsMaker } from './rowsMaker.ts';

/** Milliseconds after which messages are let in: a newer job may have come. */
const TURN = 10;

/** Answers jobs in a worker: part by part, so that a newer job need not wait for an older one. */
export function serve(port: Port): void {
  const kernel = loadKernel();
  const maker = kernel && new RowsMaker(kernel);
  let newest = -1;
  port.addEventListener('message', ({ data }) => {
    const message = data as Message;
    if ('forget' in message) {
      newest = Math.max(newest, message.forget);
      return;
    }
    newest = message.id;
    if ('heads' in message) {
      maker?.open(message);
      void work(message.id, rowsOf(message));
    } else {
      void work(message.id, groupsOf(message));
    }
  });

  async function work(id: number, parts: readonly Part[]): Promise<void> {
    try {
      let since = performance.now();
      for (const part of parts) {
        if (id !== newest) {
          return;
        }
        const { done, buffers } = part();
        port.postMessage({ ...done, id }, [...buffers]);
        if (performance.now() - since > TURN) {
          await nextTask();
          since = performance.now();
        }
      }
    } catch (error) {
      port.postMessage({ id, failed: String(error) }, []);
    }
  }

  function groupsOf(job: LayerJob): readonly Part[] {
    return job.groups.map(group => () => {
      const done = attendGroup(there(kernel), job, group);
      there(maker).keep(job, group, done);
      return { done, buffers: buffersOfGroup(done) };
    });
  }

  function rowsOf(job: RowsJob): readonly Part[] {
    return job.heads.map(head => () => {
      const done = there(maker).make(job, head);
      return { done, buffers: buffersOfRows(done) };
    });
  }
}

/** Memory that is handed over. */
type Buffers = readonly Transferable[];

/** Computes a part of a job; what is answered, and the memory that is handed over with it. */
type Part = () => { readonly done: object; readonly buffers: Buffers };

function there<T>(what: T | null): T {
  if (what === null) {
    throw new Error(kernelFailure ?? 'no kernel');
  }
  return what;
}

function attendGroup(kernel: Kernel, job: LayerJob, group: Group): Omit<GroupDone, 'id'> {
  const { precision, x, y, settings, mask, rotateFrom } = job;
  const project = (from: Sent, weights: Sent) =>
    new Tensor(kernel.project(precision, from, weights).slice(), from.rows, weights.columns);
  const turned = (vectors: Tensor) =>
    rotateFrom === undefined ? vectors : rotated(vectors, rotateFrom);
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
    return { query, ...copyOf(kernel.attendHead(request, { scores: false, weights: false })) };
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

function buffersOfGroup(done: Omit<GroupDone, 'id'>): Buffers {
  const { query, key, value, output, max, sum } = done;
  return [...query, key, value, ...output, ...max, ...sum].map(({ buffer }) => buffer);
}

function buffersOfRows({ projected, blocks, plain, summary }: Omit<HeadDone, 'id'>): Buffers {
  const { rows: _, ...arrays } = plain ?? { rows: [] };
  return [
    ...Object.values(projected),
    ...blocks.map(({ numbers }) => numbers),
    ...Object.values(arrays),
    ...(summary ? [summary.output, summary.max, summary.sum] : [])
  ].map(({ buffer }) => buffer);
}

/** Lets messages in. */
function nextTask(): Promise<void> {
  return new Promise(done => setTimeout(done, 0));
}
