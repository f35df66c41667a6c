import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { parse, serialize } from '../../src/format/index.ts';
import { open } from '../../src/model/index.ts';
import type { Matrix } from '../../src/engine/index.ts';
import { fixtures } from '../fixtures/fixtures.ts';

interface Recorded {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: string;
}
interface RealHeads {
  readonly scale: number;
  readonly query: Recorded;
  readonly key: Recorded;
  readonly value: Recorded;
  readonly bias?: Recorded;
  readonly sinks?: Recorded;
  readonly mask?: unknown;
  readonly weights: Recorded;
}

const tokensOf = (count: number) => Array.from({ length: count }, (_, i) => `t${i}`);
const deflated = ({ dtype, shape, data }: Recorded) => ({
  dtype,
  shape,
  data: deflateSync(Buffer.from(data, 'base64')).toString('base64'),
  codec: 'deflate'
});
const traceOf = (payload: object) => {
  const outcome = open(JSON.parse(JSON.stringify({ format: 'attention', version: 1, ...payload })));
  if (!outcome.ok) {
    throw new Error(JSON.stringify(outcome.problems));
  }
  return outcome.computed;
};
const flat = (matrices: readonly Matrix[]) => matrices.flatMap(rows => rows.map(row => [...row]));
const farthest = (a: readonly number[][], b: readonly number[][]) =>
  Math.max(...a.flatMap((row, r) => row.map((entry, c) => Math.abs(entry - b[r][c]))));

test.each(fixtures<RealHeads>('real-heads'))(
  '%s: as a payload, alone and as a layer, gives the weights that were recorded',
  (_, { scale, mask, query, key, value, bias, sinks, weights }) => {
    const layer = {
      ...{ scale, mask, bias, sinks },
      query: deflated(query),
      key: deflated(key),
      value: deflated(value)
    };
    const tokens = tokensOf(query.shape[1]);
    const told = traceOf({ tokens, weights }).trace;
    for (const payload of [
      { tokens, ...layer },
      {
        tokens,
        layers: [
          { name: '0', weights },
          { name: '1', ...layer }
        ],
        view: { layer: 1 }
      }
    ]) {
      const { trace, spec } = traceOf(payload);
      expect(trace.known).toBe('heads');
      expect(trace.heads).toHaveLength(query.shape[0]);
      const computed = flat(trace.heads.map(head => head.weights));
      expect(farthest(computed, flat(told.heads.map(head => head.weights)))).toBeLessThan(2e-6);
      expect(serialize(spec)).toMatchObject(JSON.parse(JSON.stringify(payload)) as object);
    }
  }
);

const shares = fc
  .array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }), {
    minLength: 1,
    maxLength: 6
  })
  .map(rows => rows.map((row, r) => row.map((entry, c) => (c <= r ? entry : 0))));

test('weights by their square roots, triangles alone, are within 0.004 of what they were', () => {
  fc.assert(
    fc.property(shares, rows => {
      const triangle = rows.flatMap((row, r) => row.slice(0, r + 1));
      const roots = Uint8Array.from(triangle, weight => Math.round(255 * Math.sqrt(weight)));
      const weights = {
        dtype: 'uint8',
        shape: [1, rows.length, 5],
        data: deflateSync(roots).toString('base64'),
        codec: 'deflate',
        packing: 'causal',
        coding: 'sqrt'
      };
      const { trace } = traceOf({
        tokens: tokensOf(rows.length),
        key_tokens: tokensOf(5),
        weights
      });
      const found = flat(trace.heads.map(head => head.weights));
      expect(farthest(found, rows)).toBeLessThan(0.004);
      expect(found.flat().filter(entry => entry > 0)).toHaveLength(roots.filter(b => b > 0).length);
    })
  );
});

test('bfloat16 is the upper half of float32', () => {
  const wide = Float32Array.of(1, -2.5, 3.140625, 0);
  const halves = new Uint16Array(wide.buffer).filter((_, i) => i % 2 === 1);
  const data = Buffer.from(halves.buffer, halves.byteOffset, halves.byteLength).toString('base64');
  const query = { dtype: 'bfloat16', shape: [1, 2, 2], data };
  const { trace } = traceOf({ tokens: ['a', 'b'], query, key: query });
  expect(flat([trace.heads[0].query])).toEqual([
    [1, -2.5],
    [3.140625, 0]
  ]);
});

test('a layer is inflated when it is shown, and what is wrong with it is told at its path', () => {
  const bytes = deflateSync(new Uint8Array(8));
  const array = (data: Uint8Array) => ({
    ...{ dtype: 'float16', shape: [1, 2, 2], codec: 'deflate' },
    data: Buffer.from(data).toString('base64')
  });
  const layers = [
    { name: 'whole', query: array(bytes), key: array(bytes) },
    { name: 'cut', query: array(bytes), key: array(bytes.subarray(0, -3)) }
  ];
  const payload = { format: 'attention', version: 1, tokens: ['a', 'b'], layers };
  expect(parse(payload).problems).toEqual([]);
  const outcome = open(payload);
  expect(outcome.ok ? [] : outcome.problems.map(({ path }) => path)).toEqual([
    '$.layers[1].key.data'
  ]);
});
