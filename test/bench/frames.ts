import type { Page } from '@playwright/test';

/** Something that is done in the view, and the text in which its effect is seen. */
export interface Act {
  /** What is pressed, chosen in or typed into. */
  readonly control: string;
  /** Values that are set one after the other, again and again; of a button none. */
  readonly values?: readonly string[];
  /** Where its effect stands. */
  readonly seen: string;
}

export interface Times {
  /** Milliseconds from the act to the end of the frame that shows its effect. */
  readonly times: readonly number[];
  /** How many frames that took. */
  readonly frames: readonly number[];
}

/** Does something again and again, with a rest between, and looks from frame to frame for its effect. */
export function timeActs(page: Page, act: Act, count: number): Promise<Times> {
  return page.evaluate(
    async ([{ control, values, seen }, count]) => {
      const tree = document.querySelector('.jp-Attention')!.shadowRoot!;
      const shown = () => tree.querySelector(seen)!.outerHTML;
      const painted = () =>
        new Promise<number>(done => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done(performance.now());
          requestAnimationFrame(() => port2.postMessage(null));
        });
      const set = (value: string) => {
        const node = tree.querySelector<HTMLInputElement | HTMLSelectElement>(control)!;
        // React replaces the value of the element itself; the class's own setter is what a user does.
        const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(node), 'value')!;
        set!.call(node, value);
        node.dispatchEvent(new Event('input', { bubbles: true }));
        node.dispatchEvent(new Event('change', { bubbles: true }));
      };
      const [times, frames]: number[][] = [[], []];
      for (let i = 0; i < count; i++) {
        for (let rest = 0; rest < 12; rest++) {
          await painted();
        }
        const before = shown();
        const start = performance.now();
        if (values) {
          set(values[i % values.length]);
        } else {
          tree.querySelector<HTMLElement>(control)!.click();
        }
        let [end, taken] = [await painted(), 1];
        while (shown() === before && taken < 60) {
          end = await painted();
          taken++;
        }
        times.push(end - start);
        frames.push(taken);
      }
      return { times, frames };
    },
    [act, count] as const
  );
}
