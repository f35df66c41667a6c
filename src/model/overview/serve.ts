import type { Port } from '../../engine/index.ts';
import { openAhead, parse } from '../../format/index.ts';
import type { JsonObject } from '../../format/index.ts';
import { looking } from './sketching.ts';
import type { Said } from './sketching.ts';
import { buffersOf } from './weighing.ts';

/** What a worker is asked: to look at a payload of one layer. */
export interface Asked {
  readonly id: number;
  readonly payload: JsonObject;
  /** The one head whose weights are wanted, or null: all from afar. */
  readonly head: number | null;
}

/** What it answers, head by head, and at the end. */
export type Answer = { readonly id: number } & (
  { readonly said: Said } | { readonly failed: string } | { readonly done: true }
);

/** Looks at layers in a worker, one after the other. */
export function serveSketches(port: Port): void {
  port.addEventListener('message', ({ data }) => void serve(port, data as Asked));
}

async function serve(port: Port, { id, payload, head }: Asked): Promise<void> {
  const answer = (answer: object, handed: Transferable[] = []) =>
    port.postMessage({ ...answer, id }, handed);
  try {
    const { spec, problems } = parse(payload);
    if (!spec) {
      throw new Error(problems[0].message);
    }
    await openAhead(spec); // the browser inflates faster than we do
    for (const said of looking({ layer: spec, head: head ?? undefined })) {
      if (said) {
        answer({ said }, 'weights' in said ? buffersOf(said.weights) : []);
      }
    }
    answer({ done: true });
  } catch (error) {
    answer({ failed: String(error) });
  }
}
