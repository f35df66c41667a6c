import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { MIME_TYPE, QUANTITIES, TOUCHED } from '../../src/format/index.ts';
import type { JsonObject, Quantity } from '../../src/format/index.ts';
import { runCommand } from '../../src/hosts/command.ts';
import { gradesOf } from '../../src/hosts/grading.ts';
import { open, quantityOf } from '../../src/model/index.ts';
import { selectionOf } from '../../src/model/selection.ts';
import { fixtures } from '../fixtures/fixtures.ts';
import { inPython, withPython } from '../python.ts';

const FOLDER = join('test', 'fixtures', 'lessons');
const FILES = fixturesIn();

/** The files of the folder, damaged ones too. */
function fixturesIn(): readonly string[] {
  const names = ['another', 'cheated', 'cut', 'document', 'easy', 'empty', 'odd', 'original'];
  return [...names, 'right', 'strange', 'twice', 'unreadable', 'wrong'].map(name => `${name}.json`);
}

test.each([
  ['grades', []],
  ['by-original', ['--lesson', 'original.json']]
])('files of students are graded as %s.csv says, in Python too', (name, options) => {
  const { output, errors } = runCommand(['grade', '--csv', ...options, ...FILES], path =>
    readFileSync(join(FOLDER, path))
  );
  expect(output).toBe(readFileSync(join(FOLDER, `${name}.csv`), 'utf8'));
  expect(`${errors.join('\n')}\n`).toBe(readFileSync(join(FOLDER, `${name}.txt`), 'utf8'));
});

const GRADES = '__import__("jupyterlab_attention._grading", fromlist=["_"]).grades_of(each)';
const STATE = '__import__("jupyterlab_attention._state", fromlist=["_"]).state_of(state)';
const QUANTITY = '__import__("jupyterlab_attention._quantities", fromlist=["_"]).quantity_of';

/** What of a state is not told by its fields alone: an answer, and the step that it stands in. */
const states = [
  ...fixtures<{ spec: JsonObject }>('golden').map(([, { spec }]) => stateOf(spec)),
  ...[0, 1, 2, 3].flatMap(layer => [0, 1].map(head => ({ ...modelOf(), view: { layer, head } })))
];

/** Layers of heads that were recorded, between tokens of which some come twice. */
function modelOf(change: number = 0): JsonObject {
  const rows = (first: number) => [
    [first, 0.5, -1],
    [0.25, 2, first],
    [1, -0.5, 0.75],
    [first, first, 0.125]
  ];
  const heads = [rows(0.5), rows(-1)];
  const even = [
    [1, 0, 0, 0],
    [0.5, 0.5, 0, 0],
    [0.25, 0.5, 0.25, 0],
    [0, 0.75, 0, 0.25]
  ];
  const loose = [
    [0.25, 0.25, 0.25, 0.25],
    [0, 0.5, 0, 0],
    [0, 0, 0, 0],
    [0.125, 0.125, 0, change]
  ];
  return {
    tokens: ['red', 'fox', 'Red', 'fox'],
    token_info: { ids: [3, 5, 3, 5] },
    layers: [
      { name: 'a', query: heads, key: [rows(change)], value: [rows(2)], mask: 'causal' },
      { name: 'b', weights: [even, loose] },
      { name: 'c', query: heads, key: heads, mask: { window: 2 }, mask_at: 'weights' },
      { name: 'd', query: heads, key: heads, value: heads, sinks: [0.5, 1], scale: 1 }
    ]
  };
}

function stateOf({ format: _, version: __, ...fields }: JsonObject): JsonObject {
  return fields;
}

/** Every quantity of a state, of words that are there and of some that are not. */
function quantitiesOf(state: JsonObject): readonly Quantity[] {
  const tokens = (state.tokens ?? ['angry']) as string[];
  const keys = (state.key_tokens ?? tokens) as string[];
  const places = [{}, { query: 0, key: 0 }, { query: tokens.at(-1)!, key: keys.at(-1)! }];
  const others = [
    { query: 'nobody', key: 0 },
    { query: 0, key: 99 },
    { query: 1, key: 2, head: 1 },
    { query: 1, key: 1, dimension: 1 },
    { query: 0, key: 0, head: 9 },
    { query: 0, key: 1, dimension: 99 }
  ];
  return QUANTITIES.flatMap(about => [...places, ...others].map(place => ({ about, ...place })));
}

withPython('every quantity of golden states is the same in Python', () => {
  const given = states.map(state => [state, quantitiesOf(state)] as const);
  const found = inPython<(number | string | null)[][]>(
    `[[repr(q) if q != q else q for q in (${QUANTITY}(at, each) for each in asked)] ` +
      `for at, asked in ((${STATE}, asked) for state, asked in given)]`,
    given
  );
  given.forEach(([state, quantities], s) => {
    const outcome = open({ format: 'attention', version: 1, ...state });
    if (!outcome.ok) {
      throw new Error('a golden state that cannot be computed');
    }
    const { computed } = outcome;
    const at = { ...computed, selection: selectionOf(computed.spec, computed.input) };
    quantities.forEach((quantity, q) => {
      const [wanted, python] = [quantityOf(at, quantity), found[s][q]];
      const where = JSON.stringify([s, quantity]);
      if (typeof wanted === 'number' && !Number.isNaN(wanted)) {
        expect([where, typeof python]).toEqual([where, 'number']);
        const far = Math.abs((python as number) - wanted) / Math.max(1, Math.abs(wanted));
        expect([where, far < 1e-12]).toEqual([where, true]);
      } else {
        expect([where, python]).toEqual([where, Number.isNaN(wanted) ? 'nan' : wanted]);
      }
    });
  });
});

const SENTENCE = 'Angry lions hunt zebras, while cats sleep peacefully';
const word = fc.constantFrom('angry', 'lions', 'cats', 'sleep', 'nobody', 0, 1, 7, 8);
const place = fc.record(
  { query: word, key: word, head: fc.nat(1), dimension: fc.integer({ min: 1, max: 3 }) },
  { requiredKeys: [] }
);
const quantity = fc
  .tuple(fc.constantFrom(...QUANTITIES), place)
  .map(([about, at]) => ({ about, ...at }));
const statement = fc
  .tuple(
    quantity,
    fc.constantFrom('above', 'below', 'equal', 'unequal', 'made'),
    fc.oneof(
      fc.constantFrom(0, 1, 0.5, 2, 8, -1, 'causal', 'none', 'stable', 'angry', 'rope', 'on'),
      quantity
    )
  )
  .map(([about, is, than]) => ({ ...about, is, than }));
const state = fc.record(
  {
    sentence: fc.constantFrom(SENTENCE, SENTENCE, SENTENCE, 'Cats sleep', 'cats hunt cats'),
    mask: fc.constantFrom('causal', null, { causal: true }, { window: 2 }, {}, [[true]]),
    mask_at: fc.constantFrom('scores', 'weights'),
    scale: fc.constantFrom(1, 0.7071067811865475, null, 12345, 2.00005, -0.5, 0),
    temperature: fc.constantFrom(1, 2, 0.5, 1.00001, 1e-6),
    softmax: fc.constantFrom('stable', 'naive'),
    positions: fc.constantFrom('sinusoidal', 'rope', 'alibi', null),
    position_offset: fc.constantFrom(0, 5),
    residual: fc.boolean(),
    key_tokens: fc.constantFrom(['cats', 'é"🦁', 'b'], ['angry'], Array(40).fill('x')),
    overrides: fc.constantFrom(
      { scores: [] },
      { scores: [{ head: 0, query: 0, key: 0, value: 1e-7 }] },
      { scores: [{ head: 0, query: 1, key: 0, value: 1234567.125 }] }
    ),
    note: fc.constantFrom(1, 1.0, true, null, { a: [1] }),
    view: fc.record(
      {
        query: fc.nat(8),
        predictions: fc.constantFrom(
          [],
          [{ question: 'most', head: 0, query: 0, guess: 2 }],
          [{ question: 'most', head: 0, query: 1, guess: 1, truth: 2 }],
          [{ question: 'output', head: 0, query: 0, guess: [1, 2], truth: [0, 0] }]
        )
      },
      { requiredKeys: [] }
    )
  },
  { requiredKeys: ['sentence'] }
);
/** The same of a model: layers that were recorded, one of them changed or not. */
const model = fc
  .record({
    change: fc.constantFrom(0, 0, 0, 1),
    layer: fc.nat(4),
    head: fc.nat(1),
    query: fc.nat(3),
    stages: fc.constantFrom(
      {},
      {},
      { mask: 'causal' },
      { temperature: 2 },
      { overrides: { scores: [{ head: 1, query: 1, key: 0, value: 1 }] } }
    ),
    fewer: fc.constantFrom(4, 4, 4, 3)
  })
  .map(({ change, stages, fewer, ...view }) => {
    const { layers, ...fields } = modelOf(change);
    const [first, ...others] = layers as readonly JsonObject[];
    return { ...fields, layers: [{ ...first, ...stages }, ...others].slice(0, fewer), view };
  });
const stepOf = (start: fc.Arbitrary<object>) =>
  fc.record(
    {
      start,
      touch: fc.subarray([...TOUCHED]),
      goal: fc.array(statement, { minLength: 1, maxLength: 2 })
    },
    { requiredKeys: ['start', 'goal'] }
  );
/** Steps with what was kept of them: often the start itself, or nearly. */
const played = fc
  .tuple(
    stepOf(state),
    state,
    fc.constantFrom<(start: object, other: object) => object>(
      (_, other) => other,
      start => start,
      (start, other) => ({ ...other, ...start }),
      (start, other) => ({ ...start, ...other }),
      start => ({ ...start, mask: 'causal' })
    )
  )
  .map(([one, other, kept]) => ({ ...one, state: kept(one.start, other) }));

const ofModels = fc
  .tuple(stepOf(model), fc.oneof({ weight: 9, arbitrary: model }, { weight: 1, arbitrary: state }))
  .map(([one, kept]) => ({ ...one, state: kept }));

/** A notebook whose lesson has one of these steps, for each of them. */
function notebookOf(steps: readonly (object & { readonly state: object })[]) {
  const outputs = steps.map(({ state: kept, ...one }) => {
    const lesson = {
      name: 'n',
      steps: [{ name: 's', text: 't', ...one }],
      answers: [{ step: 's', state: kept }]
    };
    const payload = { format: 'attention', version: 1, sentence: SENTENCE, lesson };
    return { data: { [MIME_TYPE]: payload } };
  });
  return { nbformat: 4, cells: [{ outputs }] };
}

withPython.each([
  ['', played, 1500, []],
  [' of models', ofModels, 600, ['layers[']]
] as const)(
  'lessons%s that are drawn at random are judged in Python as here',
  (_, arbitrary, numRuns, kinds) => {
    const drawn = fc.sample<object & { readonly state: object }>(arbitrary, { numRuns, seed: 15 });
    const notebooks = drawn.map(one => notebookOf([one]));
    const found = inPython<unknown>(`[${GRADES} for each in given]`, notebooks);
    const wanted = notebooks.map(notebook => {
      const { grades, problems } = gradesOf(notebook);
      return [grades, problems.map(({ path, message }) => [path, message])];
    });
    expect(found).toEqual(wanted);
    const told = JSON.stringify(wanted);
    const all = ['"reached":true', 'begins with', 'as it is', 'the goal', '→', ...kinds];
    expect(all.filter(kind => !told.includes(kind))).toEqual([]);
  }
);
