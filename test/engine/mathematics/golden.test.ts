import { serializeTrace } from '../../../src/format/index.ts';
import { open } from '../../../src/model/index.ts';
import { fixtures } from '../../fixtures/fixtures.ts';

interface Golden {
  spec: unknown;
  trace: Record<string, unknown>;
}

/** Every number within 1e-12 of the other's, relative to the largest of its array. */
function expectClose(ours: unknown, theirs: unknown, path: string, size = 0): void {
  if (typeof theirs === 'number' && typeof ours === 'number') {
    expect({
      path,
      close: Math.abs(ours - theirs) <= 1e-12 * Math.max(size, Math.abs(theirs))
    }).toEqual({ path, close: true });
  } else if (typeof theirs === 'object' && theirs !== null) {
    const largest = Array.isArray(theirs)
      ? Math.max(0, ...theirs.flat(9).map(entry => Math.abs(Number(entry))))
      : 0;
    expect(Object.keys(ours as object)).toEqual(Object.keys(theirs));
    for (const [name, value] of Object.entries(theirs)) {
      expectClose(
        (ours as Record<string, unknown>)[name],
        value,
        `${path}.${name}`,
        Math.max(size, largest || 0)
      );
    }
  } else {
    expect(ours).toEqual(theirs);
  }
}

test.each(fixtures<Golden>('golden'))('%s agrees with NumPy to 1e-12', (_, { spec, trace }) => {
  const outcome = open(spec);
  expect(outcome).toMatchObject({ ok: true });
  if (outcome.ok) {
    expectClose(serializeTrace(outcome.computed.trace), trace, '$');
  }
});
