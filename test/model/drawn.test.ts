import { attend, defaultScale, measureRow, WORKED_SENTENCE } from '../../src/engine/index.ts';
import { parse, serialize } from '../../src/format/index.ts';
import type { Spec } from '../../src/format/index.ts';
import {
  applyEdit,
  AttentionModel,
  DIMENSIONS,
  drawnFrom,
  drawnSpec,
  resolve,
  scalingCurve,
  scalingsOf
} from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';

const trace = (spec: Spec) => attend(resolve(spec).input);
const LINE = { sentence: WORKED_SENTENCE };
const average = (numbers: readonly number[]) =>
  numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

test.each(DIMENSIONS)('in %i dimensions q·k has mean 0 and variance d_k, also of one token', d => {
  const scores = Array.from({ length: 60 }, (_, seed) =>
    trace(drawnSpec(WORKED_SENTENCE, d, seed)).heads[0].scores.map(row => [...row])
  );
  const check = (numbers: readonly number[], independent: number) => {
    // The variance of a product of two is known to about √(2(1 + 3/d) / count) of itself.
    const error = Math.sqrt((2 * (1 + 3 / d)) / independent);
    expect(Math.abs(average(numbers)) / Math.sqrt(d)).toBeLessThan(4 / Math.sqrt(independent));
    expect(Math.abs(average(numbers.map(x => x * x)) / d - 1)).toBeLessThan(4 * error);
  };
  check(scores.flat(2), 60 * 8); // scores of one row share their q
  check(
    scores.flatMap(rows => rows.map((row, i) => row[i])),
    60 * 8
  );
});

test('q, k and v are halves of what was drawn', () => {
  const { embeddings, heads } = trace(drawnSpec(['a', 'b', 'c'], 4, 1));
  embeddings.forEach((x, t) => {
    expect([...heads[0].query[t]]).toEqual([...x.slice(0, 4)]);
    expect([...heads[0].key[t]]).toEqual([...x.slice(4)]);
    expect([...heads[0].value[t]]).toEqual([...x.slice(0, 2)]);
  });
});

test.each(DIMENSIONS)('what is drawn in %i dimensions is small, and reads as it was written', d => {
  const spec = drawnSpec(WORKED_SENTENCE, d, 7);
  const text = JSON.stringify(serialize(spec));
  expect(text.length).toBeLessThan(52_000);
  const { spec: read, problems } = parse(JSON.parse(text));
  expect(problems).toEqual([]);
  expect(drawnFrom(read!)).toEqual({ dimensions: d, seed: 7 });
  expect(JSON.stringify(serialize(read!))).toBe(text);
  expect(JSON.stringify(trace(read!).heads[0].weights)).toBe(
    JSON.stringify(trace(spec).heads[0].weights)
  );
});

test('only what a seed draws is said to be drawn from it', () => {
  const spec = drawnSpec(['a', 'b', 'c'], 4, 7);
  expect(drawnFrom(spec)).toEqual({ dimensions: 4, seed: 7 });
  expect(drawnFrom({ ...spec, seed: 8 })).toBeNull();
  expect(drawnFrom({ tokens: spec.tokens, embeddings: spec.embeddings })).toBeNull();
  expect(drawnFrom({ tokens: ['a'], seed: 7 })).toBeNull();
  expect(drawnFrom({ ...LINE, seed: 7 })).toBeNull();
  const moved = {
    type: 'embedding',
    of: 'query',
    token: 2,
    vector: [1, 2, 3, 4, 5, 6, 7, 8]
  } as const;
  expect(drawnFrom(applyEdit(spec, moved))).toBeNull();
  const swapped = [1, 0, 2].map(from => ({ from, token: spec.tokens![from] }));
  expect(drawnFrom(applyEdit(spec, { type: 'tokens', places: swapped }))).toBeNull();
});

test('tokens are drawn anew in one edit, with the stages as they are, and brought back in one', () => {
  const model = new AttentionModel();
  const sent = {
    format: 'attention',
    version: 1,
    ...LINE,
    scale: 1,
    mask: 'causal',
    n_heads: 2,
    residual: true,
    positions: 'rope',
    note: 'kept'
  };
  model.load({ ...sent, positions: 'sinusoidal' });
  expect(model.edit({ type: 'drawn', dimensions: 16, seed: 3 })).toEqual([]);
  const { spec, trace } = model.state as Ready;
  expect(spec).toMatchObject({ ...LINE, scale: 1, mask: 'causal', seed: 3 });
  expect([spec.nHeads, spec.residual, spec.positions]).toEqual([undefined, undefined, undefined]);
  expect(trace.heads[0].query[0]).toHaveLength(16);
  expect(model.payload).toMatchObject({ note: 'kept' });
  model.undo();
  expect(model.payload).toEqual({ ...sent, positions: 'sinusoidal' });
});

test('a second sequence goes when its tokens are drawn, and a mask over it too', () => {
  const cross = { ...LINE, keyTokens: ['dogs', 'run'], mask: { padding: [true, false] } };
  const spec = applyEdit(cross, { type: 'drawn', dimensions: 4, seed: 3 });
  expect([spec.keyTokens, spec.mask]).toEqual([undefined, undefined]);
  expect(trace(spec).cross).toBe(false);
});

test('without the scale scores spread like √d_k and the shares collapse; with it they do not', () => {
  const curves = Array.from({ length: 20 }, (_, seed) => scalingCurve(LINE, seed));
  const mean = (of: (curve: (typeof curves)[number]) => number) => average(curves.map(of));
  DIMENSIONS.forEach((d, i) => {
    expect(curves[0][i].dimensions).toBe(d);
    expect(mean(curve => curve[i].scaled.spread)).toBeCloseTo(1, 0);
    expect(mean(curve => curve[i].unscaled.spread / Math.sqrt(d))).toBeCloseTo(1, 0);
  });
  const last = DIMENSIONS.length - 1;
  expect(mean(curve => curve[last].unscaled.entropy)).toBeLessThan(0.5);
  expect(mean(curve => curve[last].unscaled.largest)).toBeGreaterThan(0.85);
  expect(mean(curve => curve[last].unscaled.gradient)).toBeLessThan(0.25);
  expect(mean(curve => curve[last].scaled.entropy)).toBeGreaterThan(2);
  expect(mean(curve => curve[last].scaled.gradient)).toBeGreaterThan(0.6);
});

test.each<[string, Spec]>([
  ['nothing else', LINE],
  ['a causal mask', { ...LINE, mask: 'causal' }],
  ['a mask after the softmax', { ...LINE, mask: 'causal', maskAt: 'weights' }],
  ['a temperature', { ...LINE, temperature: 3 }],
  ['ALiBi', { ...LINE, positions: 'alibi' }]
])('what the scale does is what attention with that scale finds, with %s', (_, spec) => {
  const now = trace(spec);
  const { scaled, unscaled } = scalingsOf(now, 0);
  for (const [scale, found] of [
    [defaultScale(2), scaled],
    [1, unscaled]
  ] as const) {
    const other = trace({ ...spec, scale });
    const rows = other.tokens.map((_, query) => measureRow(other, 0, query));
    expect(found.entropy).toBeCloseTo(average(rows.map(row => row.entropy)), 12);
    expect(found.largest).toBeCloseTo(average(rows.map(row => row.max)), 12);
    const all = other.heads[0].scaledScores.flatMap(row => [...row]);
    const middle = average(all);
    expect(found.spread).toBeCloseTo(Math.sqrt(average(all.map(x => (x - middle) ** 2))), 12);
  }
});

test('the curve is that of the tokens as they are shown', () => {
  const spec: Spec = { ...drawnSpec(WORKED_SENTENCE, 16, 5), mask: 'causal', temperature: 2 };
  const point = scalingCurve(spec, 5).find(({ dimensions }) => dimensions === 16);
  expect(point).toEqual(scalingsOf(trace(spec), 0));
});
