import fc from 'fast-check';
import { mapVector, transpose } from '../../src/engine/index.ts';
import type { Matrix } from '../../src/engine/index.ts';
import { AttentionModel, PRESETS, presetSpec } from '../../src/model/index.ts';
import type { Edit, Ready } from '../../src/model/index.ts';
import { asPython, serialize } from '../../src/format/index.ts';
import type { Spec } from '../../src/format/index.ts';
import { fixture } from '../fixtures/fixtures.ts';
import { plain } from '../setup/plain.ts';

const LIONS = { format: 'attention', version: 1, sentence: 'Angry lions hunt zebras' };
const loaded = (payload: unknown) => {
  const model = new AttentionModel();
  model.load(payload);
  return model;
};
const ready = (model: AttentionModel) => {
  expect(model.state).toMatchObject({ status: 'ready' });
  return model.state as Ready;
};
const preset = (name: (typeof PRESETS)[number]) => ready(loaded(serialize(presetSpec(name)))).trace;

const index = fc.integer({ min: 0, max: 3 });
const number = fc.double({ min: -2, max: 2, noNaN: true });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    type: fc.constant('stages' as const),
    stages: fc.oneof(
      fc.record({ scale: number }),
      fc.record({ temperature: fc.double({ min: 0.1, max: 9, noNaN: true }) }),
      fc.record({ positions: fc.constantFrom('rope' as const, 'alibi' as const, undefined) }),
      fc.record({ mask: fc.constantFrom('causal' as const, { window: 2 }, undefined) }),
      fc.record({ residual: fc.boolean() })
    )
  }),
  fc.record({ type: fc.constant('maskCell' as const), query: index, key: index }),
  fc.record({
    type: fc.constant('override' as const),
    head: fc.constant(0),
    query: index,
    key: index,
    value: fc.option(number)
  }),
  fc.record({
    type: fc.constant('projected' as const),
    role: fc.constantFrom('query' as const, 'key' as const, 'value' as const),
    head: fc.constant(0),
    token: index,
    vector: fc.tuple(number, number)
  }),
  fc.record({
    type: fc.constant('embedding' as const),
    of: fc.constant('query' as const),
    token: index,
    vector: fc.tuple(number, number)
  })
);

test('edits followed by as many undos restore the identical payload', () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 8 }), edits => {
      const model = loaded(LIONS);
      edits.forEach(each => model.edit(each));
      const after = model.payload;
      const made = [];
      while (ready(model).canUndo) {
        made.push(0);
        model.undo();
      }
      expect(model.payload).toEqual(LIONS);
      made.forEach(() => model.redo());
      expect(model.payload).toEqual(after);
    })
  );
});

test.each(['query', 'key', 'value'] as const)(
  'a %s put elsewhere is there, by the least change',
  role => {
    fc.assert(
      fc.property(index, fc.tuple(number, number), (token, vector) => {
        const model = loaded(LIONS);
        const before = ready(model).trace;
        model.edit({ type: 'projected', role, head: 0, token, vector });
        const after = ready(model).trace;
        after.heads[0][role][token].forEach((part, c) => expect(part).toBeCloseTo(vector[c], 9));
        // The least change leaves every vector at a right angle to x where it was.
        const x = before.embeddings[token];
        const aside = [-x[1], x[0]];
        const image = (w: Matrix) => [0, 1].map(c => aside[0] * w[0][c] + aside[1] * w[1][c]);
        image(after.projections[role]).forEach((part, c) =>
          expect(part).toBeCloseTo(image(before.projections[role])[c], 9)
        );
      })
    );
  }
);

test('a q of one head moves nothing of another, also with positions and shared keys', () => {
  const { spec } = fixture<{ spec: Spec }>('golden/one-kv-head-rope.json');
  const model = loaded({ ...spec, positions: 'sinusoidal' });
  const before = ready(model).trace;
  model.edit({ type: 'projected', role: 'query', head: 2, token: 1, vector: [0.5, -0.25] });
  const after = ready(model).trace;
  expect(after.heads[2].query[1][0]).toBeCloseTo(0.5, 9);
  expect(after.heads[1].query).toEqual(before.heads[1].query);
  model.edit({ type: 'projected', role: 'key', head: 3, token: 0, vector: [1, 2] });
  expect(ready(model).trace.heads[0].key[0][1]).toBeCloseTo(2, 9);
});

test('tokens are renamed, moved, removed and added with all that was said of them', () => {
  const model = loaded({ ...LIONS, mask: { padding: [true, false, true, true] } });
  model.edit({ type: 'override', head: 0, query: 3, key: 1, value: 5 });
  const vector = ready(model).trace.embeddings[1];
  model.edit({
    type: 'tokens',
    places: [
      { from: 3, token: 'zebras' },
      { from: 1, token: 'tigers' },
      { from: null, token: 'cats' }
    ]
  });
  const { trace, spec } = ready(model);
  expect(trace.tokens).toEqual(['zebras', 'tigers', 'cats']);
  expect(spec.mask).toEqual({ padding: [true, false, true] });
  expect(spec.overrides?.scores).toEqual([{ head: 0, query: 0, key: 1, value: 5 }]);
  expect(trace.embeddings[1]).not.toEqual(vector); // Another word is another vector…
  model.undo();
  model.edit({ type: 'embedding', of: 'query', token: 1, vector: [7, 7] });
  model.edit({ type: 'tokens', places: [{ from: 1, token: 'tigers' }] });
  expect(ready(model).trace.embeddings).toEqual([[7, 7]]); // …unless it was given.
});

test('heads that share keys become their mean, and copies again', () => {
  const { spec } = fixture<{ spec: Spec }>('golden/four-heads.json');
  const model = loaded(spec);
  const before = ready(model).trace;
  model.edit({ type: 'heads', nHeads: 4, nKvHeads: 2 });
  const { heads } = ready(model).trace;
  expect(heads[0].key).toEqual(heads[1].key);
  expect(heads[0].key[0][0]).toBeCloseTo(
    (before.heads[0].key[0][0] + before.heads[1].key[0][0]) / 2,
    12
  );
  model.edit({ type: 'heads', nHeads: 4, nKvHeads: 4 });
  expect(ready(model).trace.heads[0].key).toEqual(heads[0].key);
  expect(model.edit({ type: 'heads', nHeads: 3, nKvHeads: 3 })[0].path).toBe('$.projections.query');
});

test('a second sequence comes and goes', () => {
  const model = loaded({ ...LIONS, mask: 'causal' });
  model.edit({ type: 'keys', line: 'cats sleep' });
  expect(ready(model).trace.keyTokens).toEqual(['cats', 'sleep']);
  model.edit({ type: 'keys', line: null });
  expect(ready(model).trace.cross).toBe(false);
  expect(model.edit({ type: 'keys', line: '' })[0].path).toBe('$.key_tokens');
});

test('what differs from what was sent is told', () => {
  const model = loaded(LIONS);
  expect(model.changes).toEqual([]);
  model.edit({ type: 'stages', stages: { temperature: 0.5 } });
  model.edit({ type: 'override', head: 0, query: 0, key: 1, value: 9 });
  model.edit({ type: 'entry', projection: 'value', row: 0, column: 0, value: 2 });
  expect(model.changes.map(({ field }) => field)).toEqual([
    'projections.value',
    'temperature',
    'overrides.scores'
  ]);
  expect(model.changes[1]).toMatchObject({ before: '–', after: '0.5' });
});

test.each(PRESETS)('the preset %s opens, and says what it promises', name => {
  const trace = preset(name);
  const [head] = trace.heads;
  const most = head.weights.map(row => row.indexOf(Math.max(...row)));
  const checks: Record<string, () => void> = {
    identity: () => expect(plain(head.scores)).toEqual(plain(transpose(head.scores))),
    orthogonal: () => expect(most).toEqual([0, 1, 2, 3]),
    collapsed: () =>
      expect(head.weights.filter(row => Math.max(...row) > 0.9).length).toBeGreaterThan(4),
    dimensions: () => {
      expect(head.query[0]).toHaveLength(64);
      expect(trace.scale).toBe(1);
    },
    uniform: () =>
      plain(head.weights)
        .flat()
        .forEach(w => expect(w).toBeCloseTo(1 / 8, 12)),
    noValue: () =>
      plain(trace.output)
        .flat()
        .forEach(part => expect(Math.abs(part)).toBe(0)),
    sink: () => {
      expect(most.slice(1)).toEqual([0, 0, 0, 0, 0]);
      expect(mapVector(head.value[0], Math.abs)).toEqual([0, 0]);
    },
    previous: () => {
      expect(most.slice(1)).toEqual([0, 1, 2, 3, 4]);
      head.weights.slice(1).forEach(row => expect(Math.max(...row)).toBeGreaterThan(0.95));
    },
    induction: () => {
      const second = trace.heads[1].weights;
      // "angry lions cats sleep angry lions": the second lions finds cats, the second angry lions.
      expect(second[4].indexOf(Math.max(...second[4]))).toBe(1);
      expect(second[5].indexOf(Math.max(...second[5]))).toBe(2);
      expect(most.slice(1)).toEqual([0, 1, 2, 3, 4]);
    },
    eightHeads: () => expect(trace.heads).toHaveLength(8),
    worked: () => expect(trace.tokens).toHaveLength(8)
  };
  checks[name]();
});

test('a state is copied as Python, with the names of the keywords', () => {
  const { spec } = fixture<{ spec: Spec }>('golden/overrides.json');
  const text = asPython({
    format: 'attention',
    version: 1,
    tokens: ['a"b'],
    mask: { causal: true }
  });
  expect(text).toBe(
    'from jupyterlab_attention import Attention\n\nAttention(tokens=["a\\"b"], mask={"causal": True})'
  );
  expect(asPython(loaded(spec).payload!)).toMatch(/n_heads=2, overrides=\{"scores": \[\{"head": 1/);
  expect(asPython(loaded(spec).payload!)).toMatch(/w_q=\[\[/);
});

test.each([
  [{ note: 1 }, '"note": 1'],
  [{ 'not-a name': null }, '"not-a name": None'],
  [{ projections: { constructor: true } }, '"projections": {"constructor": True}']
])('what no keyword of Python takes goes into a dict: %j', (fields, told) => {
  const sentence = '"sentence": "Angry lions hunt zebras"';
  expect(asPython({ ...LIONS, view: { query: 1 }, ...fields })).toBe(
    'from jupyterlab_attention import Attention\n\n' +
      `Attention.from_dict({"format": "attention", "version": 1, ${sentence}, ${told}})`
  );
});

test('a cell of the mask is forbidden and allowed again, whatever the mask was', () => {
  const model = loaded({ ...LIONS, mask: 'causal' });
  model.edit({ type: 'maskCell', query: 2, key: 1 });
  expect(ready(model).trace.mask?.[2]).toEqual([true, false, true, false]);
  model.edit({ type: 'maskCell', query: 2, key: 3 });
  expect(ready(model).trace.mask?.[2]).toEqual([true, false, true, true]);
});
