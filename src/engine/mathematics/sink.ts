import type { HeadNumbers } from './headInput.ts';

/** The logit that takes weight from all keys, as the softmax sees it; −∞ where there is none. */
export function sinkOf({
  sink,
  temperature = 1
}: Pick<HeadNumbers, 'sink' | 'temperature'>): number {
  return sink === null || sink === undefined ? -Infinity : sink / temperature;
}
