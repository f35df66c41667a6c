import { flatOf } from '../../../src/engine/index.ts';
import type { HeadTrace } from '../../../src/engine/index.ts';
import { open } from '../../../src/model/index.ts';
import { fixtures } from '../../fixtures/fixtures.ts';

interface Piece {
  readonly data: string;
}

/** What is kept of a trace of 200 tokens, see make_ragged.py. */
interface Golden {
  readonly spec: unknown;
  readonly checks: {
    readonly max: Piece;
    readonly log_sum_exp: Piece;
    readonly rows: readonly number[];
    readonly weights: Piece;
    readonly output: Piece;
  };
}

test.each(fixtures<Golden>('golden/ragged'))('%s agrees with NumPy', (_, { spec, checks }) => {
  const outcome = open(spec);
  expect(outcome).toMatchObject({ ok: true });
  if (!outcome.ok) {
    return;
  }
  const { heads, concatenated } = outcome.computed.trace;
  const logSumExp = ({ max, sum }: HeadTrace) =>
    Array.from(sum, (total, query) => max[query] + Math.log(total));
  const weights = heads.flatMap(head => checks.rows.flatMap(query => [...head.weights[query]]));
  expectClose(
    heads.flatMap(head => [...head.max]),
    checks.max
  );
  expectClose(heads.flatMap(logSumExp), checks.log_sum_exp);
  expectClose(weights, checks.weights);
  expectClose([...flatOf(concatenated)], checks.output);
});

/** Every number within 1e-12 of the array's largest; a row masked throughout has −∞ in both. */
function expectClose(ours: readonly number[], { data }: Piece): void {
  const theirs = new Float64Array(Uint8Array.from(Buffer.from(data, 'base64')).buffer);
  const largest = theirs.reduce(
    (most, x) => (x > -Infinity ? Math.max(most, Math.abs(x)) : most),
    0
  );
  const far = (x: number, i: number) =>
    x !== theirs[i] && !(Math.abs(x - theirs[i]) <= 1e-12 * largest);
  expect(ours).toHaveLength(theirs.length);
  expect(ours.findIndex(far)).toBe(-1);
}
