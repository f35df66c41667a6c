import { MessageChannel } from 'node:worker_threads';
import { serve } from '../../src/engine/index.ts';
import type { Port } from '../../src/engine/index.ts';

/** A worker's two ends without a thread of its own; and what ends all that were started. */
export function workers(): { readonly spawn: () => Port; readonly end: () => void } {
  const channels: MessageChannel[] = [];
  return {
    spawn: () => {
      const channel = new MessageChannel();
      channels.push(channel);
      serve(channel.port2 as unknown as Port);
      channel.port1.start();
      channel.port2.start();
      return channel.port1 as unknown as Port;
    },
    end: () => channels.forEach(({ port1 }) => port1.close())
  };
}

/** A worker that a page's policy refuses. */
export function refused(): Port {
  return {
    postMessage: () => undefined,
    addEventListener: (type, listener) => {
      if ((type as string) === 'error') {
        queueMicrotask(() => listener(new MessageEvent('error')));
      }
    }
  };
}

/** A worker that is there, and never says a word. */
export function silent(): Port {
  return { postMessage: () => undefined, addEventListener: () => undefined };
}
