/** @jest-environment jsdom */
import { fixture } from '../fixtures/fixtures.ts';
import { LIONS, show } from './show.ts';

/** Two heads on eight tokens, as an encoder's tokenizer parts them. */
const ENCODER = {
  format: 'attention',
  version: 1,
  tokens: ['[CLS]', 'angry', 'zebra', 's', '[SEP]'],
  token_info: {
    texts: ['[CLS]', 'angry', 'zebra', '##s', '[SEP]'],
    special: [true, false, false, false, true],
    words: [-1, 0, 1, 1, -1]
  },
  weights: [
    [
      [0.5, 0.1, 0.1, 0.1, 0.2],
      [0.4, 0.1, 0.2, 0.1, 0.2],
      [0.3, 0.5, 0.1, 0.1, 0],
      [0.1, 0.3, 0.2, 0.2, 0.2],
      [1, 0, 0, 0, 0]
    ],
    [
      [0, 0, 0, 0, 1],
      [0, 0, 1, 0, 0],
      [0, 1, 0, 0, 0],
      [0, 1, 0, 0, 0],
      [0, 0, 0, 1, 0]
    ]
  ]
};

function opened(payload: object, rail: 'lines' | 'text', view: object = {}) {
  const shown = show({ ...payload, view: { rail, ...view } });
  const { node, draw, model } = shown;
  const pane = () => node.querySelector<HTMLElement>(`.jp-mod-${rail}Pane`)!;
  const lists = () => [...pane().querySelectorAll<HTMLElement>('[role=listbox]')];
  const options = (list = 0) => [...lists()[list].querySelectorAll<HTMLElement>('[role=option]')];
  const press = (key: string, list = 0) => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }); // prettier-ignore
    lists()[list].dispatchEvent(event);
    draw();
    return event;
  };
  const at = (list = 0) =>
    options(list).find(({ id }) => id === lists()[list].getAttribute('aria-activedescendant'))!;
  const tick = (name: string) => {
    const label = [...pane().querySelectorAll('label')].find(each => each.textContent.includes(name))!; // prettier-ignore
    label.querySelector('input')!.click();
    draw();
  };
  const selection = () => (model.state.status === 'ready' ? model.state.selection : null)!;
  const table = () =>
    [...pane().querySelectorAll('tbody tr')].map(row =>
      [...row.children].map(cell => cell.textContent)
    );
  const words = () => [...pane().querySelectorAll('p')].map(({ textContent }) => textContent);
  const choose = (name: string, value: string) => {
    const select = pane().querySelector<HTMLSelectElement>(`select[aria-label="${name}"]`)!;
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    draw();
  };
  return { ...shown, pane, lists, options, press, at, tick, selection, table, words, choose };
}

test('arrows show the lines of each token, Enter holds them and lets it ask, Escape lets go, then leaves', () => {
  const { press, at, selection, table, pane, draw, lists } = opened(ENCODER, 'lines', { query: 1 });
  expect(table()).toEqual([]);
  expect(pane().querySelectorAll('[role=listbox][tabindex="0"]')).toHaveLength(1);
  press('ArrowDown');
  expect(at().getAttribute('aria-label')).toBe('zebra gives 50% to angry and 30% to [CLS].'); // prettier-ignore
  expect(selection().query).toBe(1);
  press('Enter');
  expect(selection().query).toBe(2);
  lists()[0].blur();
  lists()[0].dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  draw();
  expect(table()).toEqual([['angry 2', '50%'], ['[CLS] 1', '30%'], ['zebra 3', '10%'], ['s 4', '10%']]); // prettier-ignore
  expect(lists()[0].dataset.holds).toBe('true');
  expect(press('Escape').defaultPrevented).toBe(false);
  expect(table()).toEqual([]);
  expect(lists()[0].dataset.holds).toBe('false');
  expect(press('Escape').defaultPrevented).toBe(true);
});

test('a threshold says from which share on there are lines, and is kept with what is selected', () => {
  const { press, table, pane, draw, selection, words, type } = opened(ENCODER, 'lines', { query: 2 }); // prettier-ignore
  press('Enter');
  const field = pane().querySelector<HTMLInputElement>('input[aria-label*="in percent"]')!;
  type(field, '30', 'Enter');
  expect(selection().threshold).toBe(30);
  expect(table().map(([, share]) => share)).toEqual(['50%', '30%']);
  type(field, '200', 'Enter');
  expect(selection().threshold).toBe(100);
  draw();
  expect(words().join()).toContain('zebra gives 100% or more to nobody.');
});

test('lines of several heads are told apart by name, colour and dash', () => {
  const { press, table, pane, selection, choose, at, draw } = opened(ENCODER, 'lines', { query: 1 }); // prettier-ignore
  choose('Lines of another head', '1');
  expect(selection().lineHeads).toEqual([1]);
  press('Enter');
  expect(at().getAttribute('aria-label')).toBe('head 1: angry gives 40% to [CLS], 20% to zebra and 20% to [SEP]. head 2: angry gives 100% to zebra.'); // prettier-ignore
  expect(table()[0]).toEqual(['zebra 3', '20%', '100%']);
  const samples = [...pane().querySelectorAll('.jp-Attention-legend line')];
  const looks = samples.map(line => [line.getAttribute('stroke'), line.getAttribute('stroke-dasharray')]); // prettier-ignore
  expect(looks[0][0]).not.toBe(looks[1][0]);
  expect(looks[0][1]).not.toBe(looks[1][1]);
  pane().querySelector<HTMLElement>('button[aria-label="No lines of head 2"]')!.click();
  draw();
  expect(selection().lineHeads).toEqual([]);
});

test('without special tokens a row is scaled up, and says what they took; words are joined on demand', () => {
  const { press, table, tick, words, options, selection } = opened(ENCODER, 'lines', { query: 3 });
  press('Enter');
  tick('join words');
  expect(options().map(({ textContent }) => textContent)).toEqual(['[CLS]', 'angry', 'zebras', '[SEP]']); // prettier-ignore
  // The mean of 0.3 0.5 0.2 0 and 0.1 0.3 0.4 0.2.
  expect(table()).toEqual([['angry 2', '40%'], ['zebras 3', '30%'], ['[CLS] 1', '20%'], ['[SEP] 5', '10%']]); // prettier-ignore
  tick('without special');
  expect(table()).toEqual([
    ['angry 2', '57%'],
    ['zebras 3', '43%']
  ]);
  expect(words()[0]).toBe('zebras gives 57% to angry and 43% to zebras. Without [CLS] and [SEP], which take 30% of zebras: what is left is scaled up to the whole.'); // prettier-ignore
  expect(words().join()).toContain('Sub-words are joined');
  expect(selection()).toMatchObject({ query: 3, joined: true, dimmed: true });
});

test('of more tokens than a token has lines it is said how many have one', () => {
  const told = (count: number, threshold: number) => {
    const tokens = Array.from({ length: count }, (_, t) => ` w${t}`);
    const { pane, host, view } = opened({ format: 'attention', version: 1, tokens }, 'lines', { query: 0, threshold }); // prettier-ignore
    const text = pane().textContent;
    view.dispose();
    host.remove();
    return text.includes('Of each token at most the 64 strongest shares have a line.');
  };
  expect([told(64, 0), told(65, 0), told(65, 1), told(65, 2)]).toEqual([false, true, true, false]);
});

test('a page has as many nodes of 2,048 tokens as of 300', () => {
  const nodes = (count: number, rail: 'lines' | 'text') => {
    const tokens = Array.from({ length: count }, (_, t) => ` w${t}`);
    const { pane, options, press, at, host, view } = opened({ format: 'attention', version: 1, tokens, n_heads: 2 }, rail, { query: 0 }); // prettier-ignore
    press('End');
    press('Home');
    expect(options().length).toBeLessThan(200);
    expect(at().getAttribute('aria-setsize')).toBe(String(count));
    const found = pane().querySelectorAll('*').length;
    view.dispose();
    host.remove();
    return found;
  };
  for (const rail of ['lines', 'text'] as const) {
    expect(Math.abs(nodes(2048, rail) - nodes(300, rail))).toBeLessThan(12);
  }
});

test('text is shaded by what a token attends to, with true numbers, or by what it receives', () => {
  const { options, words, selection, choose, tick } = opened(ENCODER, 'text', { query: 2 });
  expect(options().map(({ ariaLabel, dataset }) => [ariaLabel ?? '', dataset.number])).toHaveLength(5); // prettier-ignore
  const labels = () => options().map(option => option.getAttribute('aria-label'));
  expect(labels()).toEqual(['[CLS]: 30%', 'angry: 50%', 'zebra: 10%', 's: 10%', '[SEP]: 0%']);
  expect(options()[1].dataset.number).toBe('weights:2:1');
  expect(words()[0]).toBe('zebra gives 50% to angry and 30% to [CLS].');
  choose('What the text is shaded by', 'receives');
  expect(selection().reading).toBe('receives');
  expect(labels()).toEqual(['[CLS]: 10%', 'angry: 20%', 'zebra: 10%', 's: 20%', '[SEP]: 0%']);
  expect(options()[1].dataset.number).toBe('weights:1:2');
  expect(words()[0]).toBe('zebra receives 20% from angry and 20% from s.');
  tick('without special');
  // angry: 0.1 0.2 0.1 of 0.4 are left.
  expect(labels()[1]).toBe('angry: 50%');
  expect(words().join()).toContain('Every row is without [CLS] and [SEP]');
  options()[1].click();
  expect(selection().query).toBe(1);
});

test('a text flows: its spaces are those between its words, and it is one stop of the keys', () => {
  const { lists, press, at, selection } = opened(ENCODER, 'text', { query: 0 });
  expect(lists()[0].textContent).toBe('[CLS] angry zebras [SEP]');
  press('ArrowRight');
  press('ArrowRight');
  expect(at().textContent).toBe('zebra');
  press('Enter');
  expect(selection().query).toBe(2);
  const lions = opened(LIONS, 'text');
  expect(lions.lists()[0].textContent).toBe('angry lions hunt zebras while cats sleep peacefully');
});

test('of two texts one asks and the other answers, and what a key receives is seen too', () => {
  const cross = fixture<object>('valid/cross-attention-of-words.json');
  const { lists, options, words, selection, draw } = opened(cross, 'text');
  expect(lists()).toHaveLength(2);
  const label = (list: number) => options(list)[0].getAttribute('aria-label');
  expect([label(0), label(1)]).toEqual([
    expect.not.stringMatching(/%/),
    expect.stringMatching(/%$/)
  ]);
  options(1)[1].click();
  draw();
  expect(selection().reading).toBe('receives');
  expect([label(0), label(1)]).toEqual([
    expect.stringMatching(/%$/),
    expect.not.stringMatching(/%/)
  ]);
  expect(words()[0]).toContain('receives');
  options(0)[0].click();
  draw();
  expect(selection()).toMatchObject({ reading: 'attends', query: 0 });
  expect(opened(cross, 'lines').options().length).not.toBe(0);
});

test('what a model wrote is gone through token by token: each asks, and the text is as it was then', () => {
  const written = fixture<{ view: object }>('valid/written-by-a-model.json');
  const { pane, lists, selection, draw, words } = opened(written, 'text', { query: 3 });
  const press = (name: string) => {
    pane().querySelector<HTMLElement>(`button[aria-label="${name}"]`)!.click();
    draw();
  };
  const status = () => pane().querySelector('[role=status]')!.textContent;
  expect([status(), lists()[0].textContent]).toEqual(['2 tokens generated', '<s> unlikely it!']);
  expect(words()[0]).toBe('Having read ly the model wrote ␣it.');
  press('The token after');
  expect([status(), lists()[0].textContent]).toEqual(['token 1 of 2 generated', '<s> unlikely it']);
  expect(selection().query).toBe(4);
  press('The token after');
  expect([status(), lists()[0].textContent]).toEqual([
    'token 2 of 2 generated',
    '<s> unlikely it!'
  ]);
  expect(words()[0]).toBe('What the model wrote after ! it did not read again.');
  press('The token before');
  expect(selection().query).toBe(4);
  [...pane().querySelectorAll('button')].find(({ textContent }) => textContent === 'whole text')!.click(); // prettier-ignore
  draw();
  expect([selection().query, lists()[0].textContent]).toEqual([3, '<s> unlikely it!']);
});

test('what is not computed yet, or covered, is not told', () => {
  for (const rail of ['lines', 'text'] as const) {
    expect(opened(ENCODER, rail, { covered: ['matrix'] }).pane().textContent).not.toContain('%');
    const lions = opened(LIONS, rail, { step: 'scale' });
    expect(lions.pane().textContent).toContain('Not computed yet.');
    const one = opened(LIONS, rail, { step: 'normalise', query: 1, reading: 'receives' });
    expect(one.pane().textContent).toContain('lions gives');
  }
});

test('tokens are text, whatever they hold', () => {
  const tokens = ['<img src=x onerror=alert(1)>', '</s>', '\n', ' '];
  for (const rail of ['lines', 'text'] as const) {
    const { pane } = opened({ format: 'attention', version: 1, tokens }, rail);
    expect(pane().querySelector('img')).toBeNull();
    expect(pane().textContent).toContain('</s>');
  }
});
