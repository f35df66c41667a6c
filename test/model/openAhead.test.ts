import { deflateSync } from 'node:zlib';
import { inflated, inflatedAside } from '../../src/format/inflate.ts';
import { openAhead, openLayer, parse } from '../../src/format/index.ts';
import type { Spec } from '../../src/format/index.ts';
import { AttentionModel } from '../../src/model/index.ts';
import type { Ready } from '../../src/model/index.ts';
import { until } from '../setup/models.ts';

const N = 192;
const HEADS = 12;
const tokens = Array.from({ length: N }, (_, t) => `t${t}`);

/** Weights of a layer as the square roots of shares, deflated; `seed` makes layers differ. */
function weightsOf(seed: number, change: (stream: Buffer) => Buffer = stream => stream) {
  const roots = Uint8Array.from({ length: HEADS * N * N }, (_, i) => (i * (seed + 7)) % 61);
  return {
    dtype: 'uint8',
    shape: [HEADS, N, N],
    coding: 'sqrt',
    codec: 'deflate',
    data: change(deflateSync(roots)).toString('base64')
  };
}

const payload = (...layers: readonly object[]) => ({
  format: 'attention',
  version: 1,
  tokens,
  layers: layers.map((weights, i) => ({ name: `layer ${i}`, weights }))
});

function specOf(...layers: readonly object[]): Spec {
  const { spec, problems } = parse(payload(...layers));
  expect(problems).toEqual([]);
  return spec!;
}

const damages: readonly (readonly [string, (stream: Buffer) => Buffer])[] = [
  ['cut off', stream => stream.subarray(0, stream.length - 9)],
  ['with something after it', stream => Buffer.concat([stream, Buffer.from('after')])],
  ['of two streams', stream => Buffer.concat([stream, deflateSync(Buffer.alloc(9))])],
  ['of more than is wanted', () => deflateSync(Buffer.alloc(HEADS * N * N + 1))],
  ['of less than is wanted', () => deflateSync(Buffer.alloc(HEADS * N * N - 1))],
  ['that is none', stream => stream.fill(7, 0, 2)]
];

test('what is inflated beside the page is what the page inflates', async () => {
  const spec = specOf(weightsOf(1), weightsOf(2));
  const [again] = [specOf(weightsOf(1), weightsOf(2))];
  await openAhead(spec, 1);
  const [ahead, atOnce] = [openLayer(spec, 1), openLayer(again, 1)];
  expect([ahead.problems, atOnce.problems]).toEqual([[], []]);
  expect(ahead.spec.weights!.map(rows => rows.map(row => [...row]))).toEqual(
    atOnce.spec.weights!.map(rows => rows.map(row => [...row]))
  );
});

test('one that is under way is waited for, and of one that is open nothing is left to do', async () => {
  const spec = specOf(weightsOf(1), weightsOf(2));
  const under = openAhead(spec, 0);
  expect(openAhead(spec, 0)).toBe(under);
  await under;
  openLayer(spec, 0);
  expect(openAhead(spec, 0)).toBeNull();
  expect(openAhead(spec, 1)).not.toBeNull();
});

test('a little is opened at once', () => {
  const { data: _, ...rest } = weightsOf(1);
  const small = { ...rest, shape: [1, N, N], data: deflateSync(Buffer.alloc(N * N)) };
  expect(openAhead(specOf({ ...small, data: small.data.toString('base64') }), 0)).toBeNull();
});

test.each(damages)('a stream %s has no bytes, there and here', async (_, change) => {
  const stream = Uint8Array.from(change(deflateSync(Buffer.alloc(HEADS * N * N, 3))));
  expect(await inflatedAside(stream, HEADS * N * N)).toBeNull();
  expect(inflated(stream, HEADS * N * N)).toBeNull();
});

test.each(damages)('a layer %s is told as if the page had opened it', async (_, change) => {
  const [spec, again] = [specOf(weightsOf(1, change)), specOf(weightsOf(1, change))];
  await openAhead(spec, 0);
  const { problems } = openLayer(spec, 0);
  expect(problems).toHaveLength(1);
  expect(problems).toEqual(openLayer(again, 0).problems);
});

test('a document waits for the layer that is shown, and another layer for its own', async () => {
  const model = new AttentionModel();
  model.load(payload(weightsOf(1), weightsOf(2)));
  expect(model.state.status).toBe('pending');
  const first = await until(model, (state): state is Ready => state.status === 'ready');
  expect(first.selection.layer).toBe(0);
  model.select({ layer: 1 });
  expect(model.state).toMatchObject({ selection: { layer: 0 } });
  const second = await until(
    model,
    (state): state is Ready => state.status === 'ready' && state.selection.layer === 1
  );
  expect([...second.trace.heads[0].weights[5]]).not.toEqual([...first.trace.heads[0].weights[5]]);
});

test('of two layers that are asked for in turn, the one asked for last is shown', async () => {
  const model = new AttentionModel();
  model.load(payload(weightsOf(1), weightsOf(2), weightsOf(3)));
  await until(model, (state): state is Ready => state.status === 'ready');
  model.select({ layer: model.coming!.layer + 1 });
  model.select({ layer: model.coming!.layer + 1 });
  expect(model.coming).toEqual({ layer: 2, head: 0 });
  const shown: number[] = [];
  model.changed.connect((_, state) => {
    shown.push((state as Ready).selection.layer);
  });
  await until(
    model,
    (state): state is Ready => state.status === 'ready' && state.selection.layer === 2
  );
  expect(shown).toEqual([2]);
});

test('what cannot be opened is told where it is asked for, and what was shown stays', async () => {
  const model = new AttentionModel();
  model.load(payload(weightsOf(1), weightsOf(2, damages[0][1])));
  await until(model, (state): state is Ready => state.status === 'ready');
  model.select({ layer: 1 });
  const state = await until(
    model,
    (state): state is Ready => state.status === 'ready' && state.refused.length > 0
  );
  expect([state.selection.layer, state.refused[0].path]).toEqual([0, '$.layers[1].weights.data']);
});
