import {
  about,
  AttentionModel,
  farthest,
  fitted,
  holding,
  mostOf,
  turned,
  windowOf,
  zoomed
} from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';

const tokens = (n: number) => Array.from({ length: n }, (_, t) => `t${t}`);
const load = (n: number, view: object = {}, more: object = {}) => {
  const model = new AttentionModel();
  model.load({ format: 'attention', version: 1, tokens: tokens(n), view, ...more });
  return model;
};
const selected = (model: AttentionModel) => (model.state as Ready).selection;

test('up to 64 tokens all are shown and listed, and nothing zooms', () => {
  expect(selected(load(64))).toMatchObject({
    window: { query: [0, 64], key: [0, 64] },
    listed: { query: [0, 64], key: [0, 64] },
    zooms: false
  });
});

test('of more tokens the matrix shows all, and those around the one that is asking are listed', () => {
  expect(selected(load(200, { query: 130 }))).toMatchObject({
    window: { query: [0, 200], key: [0, 200] },
    listed: { query: [128, 64], key: [128, 64] },
    zooms: true
  });
  expect(selected(load(200, { query: 199 })).listed.query).toEqual([136, 64]);
  const cross = selected(load(3, { query: 2 }, { key_tokens: tokens(100) }));
  expect(cross).toMatchObject({ listed: { query: [0, 3], key: [0, 64] }, zooms: true });
});

test('a window ends with the tokens there are, and is not used where it begins past them', () => {
  const window = { query: [190, 30], key: [200, 1] };
  expect(selected(load(200, { window })).window).toEqual({ query: [190, 10], key: [0, 200] });
});

test('the window is a matter of the view: nothing is computed, nothing differs, the payload keeps it', () => {
  const model = load(100);
  const { trace } = model.state as Ready;
  model.select({ window: { query: [10, 20], key: [0, 5] } });
  expect((model.state as Ready).trace).toBe(trace);
  expect((model.state as Ready).differs).toBe(false);
  expect(model.payload).toMatchObject({ view: { window: { query: [10, 20], key: [0, 5] } } });
  model.select({ window: undefined });
  expect(selected(model).window.query).toEqual([0, 100]);
});

test('runs keep within the tokens', () => {
  expect(fitted(-3.2, 10.4, 100)).toEqual([0, 10]);
  expect(fitted(95, 10, 100)).toEqual([90, 10]);
  expect(fitted(5, 1, 100)).toEqual([5, 4]);
  expect(fitted(1, 1, 2)).toEqual([0, 2]);
  expect(turned([0, 64], 1, 100)).toEqual([36, 64]);
  expect(about(50, 20, 100)).toEqual([40, 20]);
  expect(holding([10, 5], 20)).toEqual([16, 5]);
  expect(holding([10, 5], 3)).toEqual([3, 5]);
});

test('a zoom leaves the token where it is, in shares of the run', () => {
  const [first, count] = zoomed([0, 100], 2, 80, 100);
  expect(count).toBe(50);
  expect((80.5 - first) / count).toBeCloseTo(0.805, 1);
  expect(zoomed([40, 8], 1 / 100, 44, 100)).toEqual([0, 100]);
});

test('of very many tokens as many are shown as a page can compute at once, in whole rows', () => {
  expect([1024, 2048, 4096, 8192].map(mostOf)).toEqual([1024, 2048, 1024, 512]);
  expect(fitted(100, 5000, 8192)).toEqual([100, 512]);
  expect(fitted(8000, 5000, 8192)).toEqual([7680, 512]);
  expect(farthest([4000, 64], 8192)).toEqual([3776, 512]);
  expect(farthest([10, 64], 200)).toEqual([0, 200]);
  expect(zoomed([3776, 512], 1 / 2, 4032, 8192)).toEqual([3776, 512]);
});

test('the part of a long input that is shown stays where it is when another token asks', () => {
  const model = load(5000, { query: 3000 });
  const { window } = selected(model);
  expect(window.query).toEqual([2581, 838]);
  model.select({ query: 2700 });
  expect(selected(model).window).toEqual(window);
  const cross = selected(load(3, { query: 2 }, { key_tokens: tokens(5000) }));
  expect(cross.window.key).toEqual([0, 838]);
});

test('a window of all is none', () => {
  const all = { query: [0, 10], key: [0, 20] } as const;
  expect(windowOf(all, all)).toBeUndefined();
  expect(windowOf({ query: [0, 10], key: [5, 10] }, all)).toEqual({ key: [5, 10] });
});
