import { attend, Engine, visitRows } from '../../src/engine/index.ts';
import type { AttentionInput } from '../../src/engine/index.ts';
import { CASES, difference, inputOf } from './inputs.ts';
import { loadKernel } from '../../src/engine/kernel/index.ts';

test.each(CASES)('a large input is computed as a small one, to the bit: %s', (_, change) => {
  const input = inputOf(90, change);
  expect(difference(new Engine().attend(input), attend(input))).toBe(0);
});

test.each(CASES)('rows that are shown one by one are those that are kept: %s', (_, change) => {
  const input = inputOf(
    130,
    change.keyTokens || change.mask ? { ...change, mask: 'causal' } : change
  );
  for (const head of new Engine().attend(input).heads) {
    for (const name of ['scores', 'weights', 'output'] as const) {
      const shown: number[][] = [];
      visitRows(head[name], 3, 129, (row, r) => {
        expect(r).toBe(3 + shown.length);
        shown.push([...row]);
      });
      expect(shown).toEqual(head[name].slice(3, 129).map(row => [...row]));
    }
  }
});

test('after any edit the numbers are those from scratch, to the bit', () => {
  const engine = new Engine();
  let input = inputOf(90);
  const edits: ((input: AttentionInput) => Partial<AttentionInput>)[] = [
    ({ embeddings }) => ({
      embeddings: embeddings.map((row, t) => (t === 7 ? [...row].map(x => x + 1) : row))
    }),
    ({ projections }) => ({
      projections: {
        ...projections,
        query: projections.query.map((row, r) =>
          r === 2 ? [...row].map((x, c) => (c === 5 ? 9 : x)) : row
        )
      }
    }),
    ...CASES.filter(([name]) => name !== 'cross').map(
      ([, change]) =>
        () =>
          change
    ),
    () => ({ nHeads: 2, nKvHeads: undefined, projections: inputOf(1).projections })
  ];
  for (const edit of edits) {
    input = { ...input, ...edit(input) };
    expect(difference(engine.attend(input), attend(input))).toBe(0);
  }
});

test('what an edit did not change is not computed again', () => {
  const engine = new Engine();
  const input = inputOf(90);
  const before = engine.attend(input);
  const query = input.projections.query.map(row => [...row]);
  query[0][5] = 1; // a column of the second head
  const after = engine.attend({ ...input, projections: { ...input.projections, query } });
  expect(after.heads.map((head, h) => head === before.heads[h])).toEqual([true, false, true]);
  expect(after.heads[1].key).toBe(before.heads[1].key);
});

test('above 256 tokens numbers are float32, within its contract, and the trace says so', () => {
  const input = inputOf(270);
  const [ours, theirs] = [new Engine().attend(input), attend(input)];
  expect(ours.computed).toEqual({
    by: 'webassembly',
    precision: 'float32',
    kept: true,
    moving: false,
    reason: null
  });
  expect(difference(ours, theirs)).toBeLessThan(1e-5);
});

test('scores that float32 could not hold are computed in float64', () => {
  const { projections } = inputOf(1);
  const large = {
    ...projections,
    query: projections.query.map(row => [...row].map(x => x * 1e29))
  };
  const input = inputOf(270, { projections: large });
  expect(new Engine().attend(input).heads[0].scores[0].every(Number.isFinite)).toBe(true);
});

test('without a kernel everything is computed the plain way, and the trace says why', () => {
  const { WebAssembly: before } = globalThis;
  Reflect.deleteProperty(globalThis, 'WebAssembly');
  try {
    expect(loadKernel()).toBeNull();
    const { computed } = new Engine().attend(inputOf(90));
    expect(computed).toMatchObject({
      by: 'typescript',
      precision: 'float64',
      reason: 'WebAssembly is missing'
    });
  } finally {
    globalThis.WebAssembly = before;
  }
});

test('scores and weights over the budget are made anew, row by row, and are the same', () => {
  const input = inputOf(90);
  const [kept, fresh] = [new Engine(), new Engine(undefined, 0)].map(engine =>
    engine.attend(input)
  );
  expect([kept.computed.kept, fresh.computed.kept]).toEqual([true, false]);
  expect(difference(fresh, kept)).toBe(0);
  expect(kept.heads[0].weights[5]).toBe(kept.heads[0].weights[5]);
  expect(fresh.heads[0].weights[5]).not.toBe(fresh.heads[0].weights[5]);
});

test('what follows from scores over the budget is made anew too, and is the same', () => {
  const input = inputOf(90, { mask: 'causal', positions: 'alibi' });
  const [[kept], [fresh]] = [new Engine(), new Engine(undefined, 0)].map(
    engine => engine.attend(input).heads
  );
  for (const name of ['scaledScores', 'unmaskedScores', 'maskedScores'] as const) {
    expect(kept[name][70]).toBe(kept[name][70]);
    expect(fresh[name][70]).not.toBe(fresh[name][70]);
    expect([...fresh[name][70]]).toEqual([...kept[name][70]]);
  }
});
