/** @jest-environment node */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { parse, serialize } from '../../src/format/index.ts';
import type { Problem } from '../../src/format/index.ts';
import { applyEdit, open } from '../../src/model/index.ts';
import type { Edit } from '../../src/model/index.ts';
import { fallbackHtml, fallbackText } from '../../src/figures/index.ts';
import { mutated, textOf } from '../fuzz/mutations.ts';
import { payloadOf, recordedPayload } from '../fuzz/payloads.ts';
import { Random } from '../fuzz/random.ts';

/** How many payloads; `npm run fuzz` asks for a million. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 1500);
/** Payloads that go to Python at once. */
const BATCH = 500;
/** Characters of a payload that a failure shows. */
const SHOWN = 3000;
const SHOWN_HEAD = { head: 0, covered: [] };
const SEED = Number(process.env.FUZZ_SEED ?? 20261128);
const PYTHON = resolve(
  process.platform === 'win32' ? '.venv/Scripts/python.exe' : '.venv/bin/python'
);

interface Told {
  readonly problems: readonly (readonly [path: string, message: string])[];
  readonly warnings: readonly (readonly [path: string, message: string])[];
}

test('TypeScript and Python say the same of every payload, and what is accepted can be used', () => {
  const random = new Random(SEED);
  for (let done = 0; done < RUNS; done += BATCH) {
    const count = Math.min(BATCH, RUNS - done);
    const texts = Array.from({ length: count }, () => textOf(somePayload(random)));
    const theirs = readByPython(texts);
    texts.forEach((text, i) => {
      const told = readHere(text, random);
      const shown = text.slice(0, SHOWN);
      expect({ shown, ...told }).toEqual({ shown, ...theirs[i] });
    });
  }
});

/** One that fits together, or that something has been done to. */
function somePayload(random: Random): unknown {
  let payload: unknown = random.chance(0.3) ? recordedPayload(random) : payloadOf(random);
  const times = random.chance(0.3) ? 0 : 1 + random.below(3);
  for (let i = 0; i < times && typeof payload === 'object' && payload !== null; i++) {
    payload = mutated(payload, random);
  }
  return payload;
}

function readHere(text: string, random: Random): Told {
  const outcome = open(JSON.parse(text));
  if (outcome.ok) {
    tryOut(outcome.computed.spec, random);
    fallbackHtml(outcome.computed.trace, SHOWN_HEAD);
    fallbackText(outcome.computed.trace, SHOWN_HEAD);
  }
  const told = (problems: readonly Problem[]) =>
    problems.map(({ path, message }) => [path, message.replaceAll('Infinity', 'inf')] as const);
  return { problems: told(outcome.ok ? [] : outcome.problems), warnings: told(outcome.warnings) };
}

/** What is written is read again as the same; an edit is made, or refused in words. */
function tryOut(spec: NonNullable<ReturnType<typeof parse>['spec']>, random: Random): void {
  const written = JSON.parse(JSON.stringify(serialize(spec))) as unknown;
  expect(JSON.parse(JSON.stringify(serialize(parse(written).spec!)))).toEqual(written);
  const edited = applyEdit(spec, random.of(EDITS));
  const outcome = open(JSON.parse(JSON.stringify(serialize(edited))));
  expect(outcome.ok || outcome.problems.length > 0).toBe(true);
}

const EDITS: readonly Edit[] = [
  { type: 'sentence', sentence: 'Cats hunt lions' },
  { type: 'tokens', places: [{ from: 0, token: 'x' }] },
  { type: 'keys', line: 'one two' },
  { type: 'keys', line: null },
  { type: 'embedding', of: 'query', token: 0, vector: [0.5, -0.5] },
  { type: 'projected', role: 'key', head: 0, token: 0, vector: [0.5] },
  { type: 'entry', projection: 'key', row: 0, column: 0, value: 2 },
  { type: 'heads', nHeads: 2, nKvHeads: 1 },
  { type: 'mixing', on: true },
  { type: 'maskCell', query: 0, key: 0 },
  { type: 'override', head: 0, query: 0, key: 0, value: 3 },
  { type: 'stages', stages: { mask: undefined, scale: 2, positions: 'alibi' } }
];

function readByPython(texts: readonly string[]): readonly Told[] {
  const { status, stdout, stderr } = spawnSync(PYTHON, ['test/fuzz/check.py'], {
    input: texts.join('\n'),
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: '.', PYTHONIOENCODING: 'utf-8' },
    maxBuffer: 2 ** 30
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Told);
}
