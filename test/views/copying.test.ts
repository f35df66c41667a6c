/** @jest-environment jsdom */
import { parse } from '../../src/format/index.ts';
import { LIONS, show } from './show.ts';

/** What the page lets be written to its clipboard; there is none where the page's origin is not trusted. */
function clipboard(value: { writeText: (text: string) => Promise<void> } | undefined) {
  Object.defineProperty(navigator, 'clipboard', { value, configurable: true });
}

/** What the line beside the menu says, once it has come to say something else than before. */
function told({ node }: ReturnType<typeof show>, before: string): Promise<string> {
  const line = node.querySelector('.jp-Attention-more [role=status]')!;
  return new Promise(done => {
    const look = () => {
      if (line.textContent !== before) {
        observer.disconnect();
        done(line.textContent ?? '');
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(line, { childList: true, characterData: true, subtree: true });
    look();
  });
}

/** Chooses an entry of the menu of what else can be done; what is told beside it afterwards. */
async function choose(view: ReturnType<typeof show>, label: string) {
  const { node, draw } = view;
  node.querySelector<HTMLElement>('.jp-Attention-more > button')!.click();
  draw();
  [...node.querySelectorAll<HTMLElement>('[role=menuitem]')]
    .find(({ textContent }) => textContent === label)!
    .click();
  return told(view, '');
}

test('the menu says that a copy is on the clipboard, until it is not this state any longer', async () => {
  const written: string[] = [];
  clipboard({
    writeText: text => {
      written.push(text);
      return Promise.resolve();
    }
  });
  const view = show(LIONS);
  expect(await choose(view, 'Copy as JSON')).toBe('The JSON is on the clipboard.');
  expect(parse(JSON.parse(written[0])).problems).toEqual([]);
  view.model.edit({ type: 'stages', stages: { mask: 'causal' } });
  view.draw();
  expect(await told(view, 'The JSON is on the clipboard.')).toBe('');
});

test.each([
  ['refuses', { writeText: () => Promise.reject(new Error('not allowed')) }],
  ['has no clipboard', undefined]
])('the menu says so where the page %s', async (_, value) => {
  clipboard(value);
  expect(await choose(show(LIONS), 'Copy as Python')).toBe(
    'The page may not write to the clipboard.'
  );
});

test('what the full colour stands for is told below a matrix of few words too', () => {
  const { node } = show(LIONS);
  expect(node.querySelector('.jp-mod-matrixPane')!.textContent).toMatch(
    /The full colour is 34%, the most that is in sight\./
  );
});
