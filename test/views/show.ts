import { AttentionModel } from '../../src/model/index.ts';
import { AttentionView } from '../../src/views/index.ts';

export const LIONS = {
  format: 'attention',
  version: 1,
  sentence: 'Angry lions hunt zebras, while cats sleep peacefully'
};

/** The shares of the row that asks, as they are written in its table. */
export const shares = (node: Element) =>
  [...node.querySelectorAll('.jp-Attention-arithmetic tr[data-line=share] td')].map(
    ({ textContent }) => textContent
  );

/** Views that were made before the first test began. */
const early: { readonly node: Element; readonly draw: () => void }[] = [];

/** Parts that are loaded when they are shown first are there from then on, as in a page that is used. */
beforeAll(async () => {
  const tokens = Array.from({ length: 41 }, (_, i) => `w${i}`);
  const steps = [{ name: 'a', text: 'b', start: { tokens: ['c'] } }];
  const made = early.splice(0);
  for (const rail of ['lesson', 'measures', 'notes', 'outputs', 'table']) {
    const lesson = rail === 'lesson' && { lesson: { name: 'late', steps } };
    const { node, host, view, model, draw } = show({ ...LIONS, ...lesson, view: { rail } });
    await loaded(() => node.querySelector(`.jp-mod-${rail}Pane`), draw);
    model.load({ format: 'attention', version: 1, tokens });
    await loaded(() => node.querySelector('input[type=search]'), draw);
    view.dispose();
    host.remove();
  }
  for (const { node, draw } of made) {
    await loaded(() => node.querySelector('.jp-Attention-rail:not(:empty)'), draw);
  }
});

async function loaded(find: () => Element | null, draw: () => void): Promise<void> {
  for (draw(); find() === null; draw()) {
    await import('../../src/views/rail/others.ts');
  }
}

/** A view of a payload in a page without a layout, so that Plotly is never loaded. */
export function show(payload: unknown) {
  const host = document.createElement('div');
  document.body.append(host);
  const model = new AttentionModel();
  model.load(payload);
  const view = new AttentionView(host, model);
  const node = view.content;
  const draw = () => view.draw();
  draw(); // the first time has the figures alone
  early.push({ node, draw });
  /** Types into a field and presses a key there, as a user would. */
  const type = (field: HTMLInputElement, text: string, key: string) => {
    // React replaces the value of the element itself; the class's own setter is what typing does.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    draw();
    field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    draw();
  };
  return { host, node, model, view, draw, type };
}
