import { AttentionModel } from '../../src/model/index.ts';
import { loadTelling } from '../../src/views/frame/Provenance.ts';
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
const early: Element[] = [];

/** Parts that are loaded when they are shown first are there from then on, as in a page that is used. */
beforeAll(async () => {
  await loadTelling();
  const made = early.splice(0);
  for (const [payload, selector] of LATE) {
    const { node, host, view } = show(payload);
    await loaded(node, selector);
    view.dispose();
    host.remove();
  }
  for (const node of made) {
    await loaded(node, '.jp-Attention-rail:not(:empty)');
  }
});

/** What makes each of them show, and what it is then seen by. */
const LESSON = { name: 'late', steps: [{ name: 'a', text: 'b', start: { tokens: ['c'] } }] };
const LATE: readonly (readonly [payload: object, selector: string])[] = [
  [{ ...LIONS, lesson: LESSON, view: { rail: 'lesson' } }, '.jp-mod-lessonPane'],
  ...['lines', 'measures', 'notes', 'outputs', 'table', 'text'].map(
    rail => [{ ...LIONS, view: { rail } }, `.jp-mod-${rail}Pane`] as const
  ),
  [{ ...LIONS, view: { covered: ['matrix'] } }, '.jp-Attention-cover'],
  [
    { format: 'attention', version: 1, tokens: Array.from({ length: 41 }, (_, i) => `w${i}`) },
    'input[type=search]'
  ]
];

/** Resolves as soon as there is such an element. */
function loaded(node: Element, selector: string): Promise<void> {
  return new Promise(done => {
    const look = () => {
      if (node.querySelector(selector)) {
        observer.disconnect();
        done();
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(node, { childList: true, subtree: true });
    look();
  });
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
  early.push(node);
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
