/** @jest-environment jsdom */
import { jest } from '@jest/globals';
import { HeldHead, KernelMemoryError } from '../../src/engine/kernel/index.ts';
import { Arena } from '../../src/engine/kernel/index.ts';
import { AttentionModel } from '../../src/model/index.ts';
import { show } from './show.ts';

const LARGE = {
  format: 'attention',
  version: 1,
  tokens: Array.from({ length: 300 }, (_, t) => `t${t}`),
  view: { panes: ['plane', 'matrix', 'detail'] }
};

// React says on the console, too, what a part could not do.
beforeEach(() => jest.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => jest.restoreAllMocks());

test('where the kernel can have no memory the page lives, and the parts that need it say so', () => {
  const head = jest.spyOn(Arena.prototype, 'head').mockImplementation(() => {
    throw new KernelMemoryError(5e9);
  });
  const { node, model, draw } = show(LARGE);
  const alerts = () => [...node.querySelectorAll('[role=alert]')].map(alert => alert.textContent);
  expect(alerts().length).toBeGreaterThan(0);
  expect(alerts().every(text => text?.includes('not enough memory'))).toBe(true);
  expect(node.querySelector('.jp-Attention-toolbar')).not.toBeNull();

  head.mockRestore();
  model.select({ query: 5 });
  draw();
  expect(alerts()).toEqual([]);
  expect(
    node.querySelectorAll('.jp-Attention-arithmetic tr[data-line=share] td').length
  ).toBeGreaterThan(10);
});

test('another error in a part takes down that part only', () => {
  jest.spyOn(HeldHead.prototype, 'rows').mockImplementation(() => {
    throw new Error('lost');
  });
  const { node } = show(LARGE);
  expect(node.textContent).toContain('This part could not be drawn: Error: lost.');
  expect(node.querySelector('.jp-Attention-toolbar')).not.toBeNull();
});

test('an input that memory does not suffice for is refused in words', () => {
  const model = new AttentionModel();
  jest.spyOn(globalThis, 'Float64Array').mockImplementation(() => {
    throw new RangeError('Array buffer allocation failed');
  });
  model.load(LARGE);
  jest.restoreAllMocks();
  expect(model.state).toMatchObject({
    status: 'error',
    problems: [{ path: '$.tokens', message: expect.stringContaining('not enough memory') }]
  });
});
