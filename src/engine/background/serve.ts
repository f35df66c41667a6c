import { rotated } from '../head.ts';
import { copyOf, kernelFailure, loadKernel } from '../kernel/index.ts';
import type { Kernel, Numbers } from '../kernel/index.ts';
import { Tensor } from '../tensor.ts';
import type { Group, GroupDone, Job, Message, Port, Sent } from './protocol.ts';

/** Answers jobs in a worker: group by group, so that a newer job need not wait for an older one. */
export function serve(port: Port): void {
  const kernel = loadKernel();
  let newest = -1;
  port.addEventListener('message', ({ data }) => {
    const message = data as Message;
    if ('forget' in message) {
      newest = Math.max(newest, message.forget);
    } else {
      newest = message.id;
      void work(message);
    }
  });

  async function work(job: Job): Promise<void> {
    try {
      if (!kernel) {
        throw new Error(kernelFailure ?? 'no kernel');
      }
      for (const group of job.groups) {
        if (job.id !== newest) {
          return;
        }
        const done = attendGroup(kernel, job, group);
        port.postMessage(done, buffersOf(done));
        await nextTask();
      }
    } catch (error) {
      port.postMessage({ id: job.id, failed: String(error) }, []);
    }
  }
}

function attendGroup(kernel: Kernel, job: Job, group: Group): GroupDone {
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
    id: job.id,
    index: group.index,
    query: heads.map(({ query }) => query.data as Numbers),
    key: key.data as Numbers,
    value: value.data as Numbers,
    output: heads.map(({ output }) => output),
    max: heads.map(({ max }) => max),
    sum: heads.map(({ sum }) => sum)
  };
}

function buffersOf({ query, key, value, output, max, sum }: GroupDone): Transferable[] {
  return [...query, key, value, ...output, ...max, ...sum].map(({ buffer }) => buffer);
}

/** Lets messages in. */
function nextTask(): Promise<void> {
  return new Promise(done => setTimeout(done, 0));
}
