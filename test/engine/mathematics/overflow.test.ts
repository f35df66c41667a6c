import fc from 'fast-check';
import { Engine } from '../../../src/engine/index.ts';
import { parse } from '../../../src/format/index.ts';
import { open } from '../../../src/model/index.ts';
import { compute } from '../../../src/model/open.ts';
import { fixture } from '../../fixtures/fixtures.ts';

/** A payload, and the first value of it that is past a double, or null; Python reads the same. */
interface Case {
  readonly about: string;
  readonly path: string | null;
  readonly spec: object;
}

const CASES = fixture<readonly Case[]>('overflow.json').map(each => [each.about, each] as const);

test.each(CASES)('%s', (_, { spec, path }) => {
  const engine = new Engine();
  const spoken = [open(spec), open(spec, input => engine.attend(input))].map(outcome =>
    outcome.ok ? null : outcome.problems.map(({ path, message }) => ({ path, message }))
  );
  const wanted = path && [
    { path: '$.embeddings', message: expect.stringContaining(`With these numbers ${path} is`) }
  ];
  expect(spoken).toEqual([wanted, wanted]);
});

/** Numbers of every size that a double has; most of them are everyday ones, or all would be refused. */
const numberOfAnySize = fc.oneof(
  { weight: 20, arbitrary: fc.double({ min: -3, max: 3, noNaN: true }) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, -0, 1e-310, -1e-310, 1e154, 1e155, -1e200, 1e300, 1e308, -1e308)
  }
);
const matrix = fc.array(fc.array(numberOfAnySize, { minLength: 2, maxLength: 2 }), {
  minLength: 2,
  maxLength: 2
});
const positive = numberOfAnySize.map(Math.abs).filter(number => number > 0);

test('no number of what is accepted comes from infinity, but after a naive softmax', () => {
  const spec = fc.record({
    embeddings: matrix,
    w: fc.record({ query: matrix, key: matrix, value: matrix }),
    w_o: fc.option(matrix),
    scale: numberOfAnySize,
    temperature: positive,
    positions: fc.constantFrom(null, 'rope', 'alibi', 'sinusoidal'),
    position_offset: fc.constantFrom(0, 3),
    mask: fc.constantFrom(null, 'causal'),
    residual: fc.boolean(),
    score: numberOfAnySize
  });
  const count = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(spec, ({ w, w_o, score, mask, positions, ...given }) => {
      const payload = {
        format: 'attention',
        version: 1,
        tokens: ['a', 'b'],
        ...given,
        ...(mask ? { mask } : {}),
        ...(positions ? { positions } : {}),
        projections: { ...w, ...(w_o ? { output: w_o } : {}) },
        overrides: { scores: [{ head: 0, query: 1, key: 0, value: score }] }
      };
      const read = parse(payload).spec;
      const outcome = read && compute(read, input => new Engine().attend(input));
      if (!outcome?.ok) {
        count.refused++;
        return;
      }
      count.accepted++;
      const { heads, positioned, mixed, output } = outcome.computed.trace;
      const [head] = heads;
      const stages = [
        ...[positioned, head.query, head.key, head.value, head.rotatedQuery, head.rotatedKey],
        ...[head.scores, head.scaledScores, head.unmaskedScores, head.weights, head.output],
        ...[mixed, output]
      ];
      for (const row of stages.flat()) {
        expect(row.every(Number.isFinite)).toBe(true);
      }
    }),
    { seed: 1, numRuns: 500 }
  );
  expect(Math.min(count.accepted, count.refused)).toBeGreaterThan(50);
});
