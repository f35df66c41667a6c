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

/** A view of a payload in a page without a layout, so that Plotly is never loaded. */
export function show(payload: unknown) {
  const host = document.createElement('div');
  document.body.append(host);
  const model = new AttentionModel();
  model.load(payload);
  const view = new AttentionView(host, model);
  const node = view.content;
  const draw = () => view.draw();
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
