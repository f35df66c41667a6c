import { kernelFailure, loadKernel } from '../kernel/index.ts';
import type { GroupDone, HeadDone, LayerJob, Message, Port, RowsJob } from './protocol.ts';
import { Beats } from './beats.ts';
import { attendGroup } from './groupMaker.ts';
import { RowsMaker } from './rowsMaker.ts';

/** Milliseconds after which messages are let in: a newer job may have come. */
const TURN = 10;

/**
 * Answers jobs in a worker: part by part, so that a newer job need not wait for an older one. Between
 * pieces of a part it gives signs of life.
 */
export function serve(port: Port): void {
  const kernel = loadKernel();
  const maker = kernel && new RowsMaker(kernel);
  const { beat } = new Beats(() => port.postMessage({ beat: true }, []));
  let newest = -1;
  port.addEventListener('message', ({ data }) => {
    const message = data as Message;
    if ('forget' in message) {
      newest = Math.max(newest, message.forget);
      return;
    }
    newest = message.id;
    void work(message.id, () => ('heads' in message ? rowsOf(message) : groupsOf(message)));
  });

  async function work(id: number, parts: () => readonly Part[]): Promise<void> {
    try {
      let since = performance.now();
      for (const part of parts()) {
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
      const done = attendGroup(there(kernel), job, group, beat);
      there(maker).keep(job, group, done);
      return { done, buffers: buffersOfGroup(done) };
    });
  }

  function rowsOf(job: RowsJob): readonly Part[] {
    there(maker).open(job);
    return job.heads.map(head => () => {
      const done = there(maker).make(job, head, beat);
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
