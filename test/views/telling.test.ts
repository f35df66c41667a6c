/** @jest-environment jsdom */
import { AttentionModel } from '../../src/model/index.ts';
import { loadTelling } from '../../src/views/frame/Provenance.ts';
import { AttentionView } from '../../src/views/index.ts';

test('what tells numbers comes with the first one that has the focus, and tells that one', async () => {
  const host = document.createElement('div');
  document.body.append(host);
  const model = new AttentionModel();
  model.load({ format: 'attention', version: 1, sentence: 'cats sleep' });
  const view = new AttentionView(host, model);
  view.draw();
  const line = view.content.querySelector<HTMLElement>('.jp-Attention-why')!;
  const number = view.content.querySelector<HTMLElement>('[data-number^="weights:"]')!;
  number.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
  expect(line.hidden).toBe(true);
  await loadTelling(); // the same load, which is under way
  await Promise.resolve();
  expect(line.hidden).toBe(false);
  expect(line.textContent).toContain('%');
  view.dispose();
});
