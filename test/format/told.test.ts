/** @jest-environment node */
import { readFileSync } from 'node:fs';
import { parsePo } from '../../scripts/po.mjs';
import { faultOf, parse, readFence, said } from '../../src/format/index.ts';
import type { Part, Problem } from '../../src/format/index.ts';
import { MESSAGES } from '../../src/format/description.ts';
import { count, only } from '../../src/format/messages.ts';
import { mutated } from '../fuzz/mutations.ts';
import { payloadOf, recordedPayload } from '../fuzz/payloads.ts';
import { Random } from '../fuzz/random.ts';

const RUNS = 1500;
const template = readFileSync('locale/jupyterlab_attention.pot', 'utf8');
const known = new Set(parsePo(template).map(({ id }: { id: string }) => id));

/** The texts that a language is asked for. */
function askedIn(told: Part): readonly string[] {
  const asked: string[] = [];
  said(told, { text: text => (asked.push(text), text), amount: String });
  return asked;
}

test('every message is in the catalogues', () => {
  const inside = (node: unknown): string[] =>
    typeof node === 'string' ? [node] : Object.values(node as object).flatMap(inside);
  expect(inside(MESSAGES).filter(text => !known.has(text))).toEqual([]);
});

test('whatever is wrong with a payload is said in English, and can be said in another language', () => {
  const random = new Random(15);
  const wrong = Array.from({ length: RUNS }, () => {
    const payload = random.chance(0.3) ? recordedPayload(random) : payloadOf(random);
    const { problems, warnings } = parse(mutated(payload, random));
    return [...problems, ...warnings];
  }).flat();
  expect(wrong.length).toBeGreaterThan(RUNS);
  expect(unknownIn(wrong)).toEqual([]);
  expect(wrong.filter(({ told, message }) => said(told!) !== message)).toEqual([]);
});

test.each([
  '',
  '{',
  '{"a" 1}',
  '[1 2]',
  '{"sentence": "a}',
  'sentance: a',
  'mask: causal\nmask: none',
  'mask: [tru',
  'mask:',
  'lesson: a',
  'lesson: a\nstep: b\ngoal: c\nhint: d\nstart: 3\ntext: e',
  'sentence: a\nno line',
  'sentence: a\nn_heads: many\ntemperature: -1'
])('so is what is wrong with a fence, or a file: %j', text => {
  expect(unknownIn(readFence(text).problems ?? [])).toEqual([]);
  expect(askedIn(faultOf(text).reason).filter(asked => !known.has(asked))).toEqual([]);
});

test('one is no more than one, and what is filled in is not read again', () => {
  expect(said([count(1, 'matrix'), count(1024, 'matrix'), only(1, 'step'), only(0, 'head')])).toBe(
    '1 matrix 1,024 matrices is only 1 step are only 0 heads'
  );
  const { problems } = parse({ format: 'attention', version: 1, sentence: 'a', mask: '{wanted}' });
  expect(problems[0].message).toContain('the text "{wanted}"');
});

function unknownIn(problems: readonly Problem[]): readonly string[] {
  const asked = new Set(problems.flatMap(({ told }) => askedIn(told!)));
  return [...asked].filter(text => !known.has(text));
}
