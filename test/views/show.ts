import { AttentionModel } from '../../src/model/index.ts';
import { AttentionView } from '../../src/views/index.ts';

export const LIONS = {
  format: 'attention',
  version: 1,
  sentence: 'Angry lions hunt zebras, while cats sleep peacefully'
};

/** A view of a payload in a page without a layout, so that Plotly is never loaded. */
export function show(payload: unknown) {
  const node = document.createElement('div');
  document.body.append(node);
  const model = new AttentionModel();
  model.load(payload);
  const view = new AttentionView(node, model);
  return { node, model, view, draw: () => view.draw() };
}
