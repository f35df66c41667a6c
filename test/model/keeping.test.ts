import { parse, serialize } from '../../src/format/index.ts';
import type { JsonObject, View } from '../../src/format/index.ts';
import { applyEdit, AttentionModel } from '../../src/model/index.ts';
import type { Edit, Ready } from '../../src/model/index.ts';

type Fields = Record<string, unknown>;

const NOTE = { by: ['another program', { of: 2 }], toString: null };

/** Rows of numbers as the bytes of an array, with something beside them. */
function array(rows: readonly (readonly number[])[]): Fields {
  const data = Buffer.from(Float32Array.from(rows.flat()).buffer).toString('base64');
  return { dtype: 'float32', shape: [rows.length, rows[0].length], data, note: NOTE };
}

const DRAWN = { dtype: 'bool', shape: [3, 3], data: 'AQEBAQEBAQEB', note: NOTE };
const SAME = [
  [1, 0],
  [0, 1]
];
const VECTORS = [
  [0.5, 1],
  [1, -0.5],
  [-1, 0.25]
];

/** A payload with something that nobody here knows at every place that can hold it. */
function payload(fields: Fields = {}): Fields {
  return {
    format: 'attention',
    version: 1,
    tokens: ['a', 'b', 'c'],
    embeddings: array(VECTORS),
    projections: {
      query: array(SAME),
      key: array(SAME),
      value: array(SAME),
      output: array([SAME[1], SAME[0]]),
      note: NOTE
    },
    mask: { causal: true, padding: [true, true, true], note: NOTE },
    positions: array(VECTORS),
    overrides: {
      scores: [
        { head: 0, query: 0, key: 0, value: 1, note: NOTE },
        { head: 0, query: 1, key: 0, value: 2, note: NOTE }
      ],
      note: NOTE
    },
    view: {
      head: 0,
      predictions: [{ question: 'most', head: 0, query: 0, guess: 1, note: NOTE }],
      window: { query: [0, 2], note: NOTE },
      note: NOTE
    },
    constructor: NOTE,
    note: NOTE,
    ...fields
  };
}

const parts = ['$', '$.projections', '$.mask', '$.overrides', '$.view', '$.view.window'];
const arrays = ['$.embeddings', '$.positions', ...['query', 'key', 'value'].map(of)];
const ALWAYS = [...parts, ...arrays, '$.view.predictions[0]'];
const OUTPUT = of('output');
const FIRST = '$.overrides.scores[0]';
const SECOND = '$.overrides.scores[1]';
const ALL = [...ALWAYS, OUTPUT, FIRST, SECOND];

function of(name: string): string {
  return `$.projections.${name}`;
}

/** Where a note stands in a payload. */
function notesIn(value: unknown, path: string = '$'): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const { note, ...fields } = value as Fields;
  const own = note === undefined ? [] : [path];
  if (own.length > 0) {
    expect(note).toEqual(NOTE);
  }
  const inner = Array.isArray(value)
    ? value.flatMap((entry, i) => notesIn(entry, `${path}[${i}]`))
    : Object.entries(fields).flatMap(([name, part]) => notesIn(part, `${path}.${name}`));
  return [...own, ...inner];
}

function specOf(fields: Fields) {
  const { spec, problems } = parse(fields);
  expect(problems).toEqual([]);
  return spec!;
}

/** What a payload says after edits, each of which is made in what the one before was saved as. */
function after(from: Fields, edits: readonly Edit[], isSaved: boolean): JsonObject {
  let spec = specOf(from);
  for (const edit of edits) {
    spec = applyEdit(spec, edit);
    spec = isSaved ? specOf(JSON.parse(JSON.stringify(serialize(spec))) as Fields) : spec;
  }
  return JSON.parse(JSON.stringify(serialize(spec))) as JsonObject;
}

const stages = (changed: Extract<Edit, { type: 'stages' }>['stages']): Edit => ({
  type: 'stages',
  stages: changed
});
const mask = (of: Parameters<typeof stages>[0]['mask']) => stages({ mask: of });
const cell: Edit = { type: 'maskCell', query: 0, key: 1 };
const without = (...gone: string[]) => ALL.filter(path => !gone.includes(path));

/** Edits, and what they leave: all but what stood in a part that is no longer there. */
const EDITS: Readonly<Record<string, readonly [edits: readonly Edit[], left: readonly string[]]>> =
  {
    'other words': [[{ type: 'sentence', sentence: 'a b z' }], ALL],
    'a token more': [
      [{ type: 'tokens', places: [0, 1, 2, null].map(from => ({ from, token: 'x' })) }],
      ALL
    ],
    'tokens moved': [
      [{ type: 'tokens', places: [2, 1, 0].map(from => ({ from, token: 'x' })) }],
      ALL
    ],
    'a token taken out': [
      [{ type: 'tokens', places: [0, 2].map(from => ({ from, token: 'x' })) }],
      without(SECOND)
    ],
    'other keys': [[{ type: 'keys', line: 'k l' }], without('$.positions', FIRST, SECOND)],
    'keys, and none': [
      [
        { type: 'keys', line: 'k l' },
        { type: 'keys', line: null }
      ],
      without('$.positions', FIRST, SECOND)
    ],
    'a vector': [[{ type: 'embedding', of: 'query', token: 0, vector: [0.1, 0.2] }], ALL],
    'a query put elsewhere': [
      [{ type: 'projected', role: 'query', head: 0, token: 0, vector: [0.1, 0.2] }],
      ALL
    ],
    'an entry': [[{ type: 'entry', projection: 'value', row: 0, column: 1, value: 3 }], ALL],
    'an entry of W_O': [
      [{ type: 'entry', projection: 'output', row: 0, column: 1, value: 3 }],
      ALL
    ],
    'a rotation': [[{ type: 'rotation', projection: 'key', to: { degrees: 20, stretch: 2 } }], ALL],
    stages: [[stages({ scale: 2, temperature: 2, residual: true, positionOffset: 1 })], ALL],
    'another scheme of positions': [[stages({ positions: 'rope' })], without('$.positions')],
    'two heads': [[{ type: 'heads', nHeads: 2, nKvHeads: 2 }], ALL],
    'shared heads': [[{ type: 'heads', nHeads: 2, nKvHeads: 1 }], ALL],
    'no W_O': [[{ type: 'mixing', on: false }], without(OUTPUT)],
    'W_O anew': [[{ type: 'mixing', on: true }], ALL],
    'no mask': [[mask(undefined)], ALL],
    'no mask, then causal': [[mask(undefined), mask('causal')], ALL],
    'other parts': [[mask('causal'), mask({ window: 2 })], ALL],
    'a mask that is drawn': [[cell], ALL],
    'drawn, then parts': [[cell, mask({ window: 2 })], ALL],
    'drawn, then causal': [[cell, mask('causal')], ALL],
    'drawn, then none': [[cell, mask(undefined)], ALL],
    'drawn, none, causal, drawn': [[cell, mask(undefined), mask('causal'), cell], ALL],
    'a score that is there': [[{ type: 'override', head: 0, query: 0, key: 0, value: 9 }], ALL],
    'another score': [[{ type: 'override', head: 0, query: 0, key: 1, value: 9 }], ALL],
    'a score computed again': [
      [{ type: 'override', head: 0, query: 1, key: 0, value: null }],
      without(SECOND)
    ],
    'all scores computed again': [
      [
        { type: 'override', head: 0, query: 0, key: 0, value: null },
        { type: 'override', head: 0, query: 1, key: 0, value: null }
      ],
      without(FIRST, SECOND)
    ],
    'no score, and one again': [
      [
        { type: 'override', head: 0, query: 0, key: 0, value: null },
        { type: 'override', head: 0, query: 1, key: 0, value: null },
        { type: 'override', head: 0, query: 2, key: 0, value: 1 }
      ],
      without(FIRST, SECOND)
    ]
  };

const WAYS = { 'one after the other': false, 'each saved and read again': true };

describe.each(Object.entries(WAYS))('what is not known stays where it stood: %s', (_, isSaved) => {
  test.each(Object.entries(EDITS))('%s', (_, [edits, left]) => {
    const saved = after(payload(), edits, isSaved);
    const scores = (path: string) => path.replace(/(scores)\[\d+\]/, '$1');
    expect(notesIn(saved).map(scores).sort()).toEqual(left.map(scores).sort());
    expect(saved.constructor).toEqual(NOTE);
  });

  test.each([
    ['none', [mask(undefined)]],
    ['causal', [mask('causal')]],
    ['parts', [mask({ window: 2 })]],
    ['one cell', [cell]],
    ['none, and drawn again', [mask(undefined), cell]],
    ['parts, none, causal', [mask({ window: 1 }), mask(undefined), mask('causal')]]
  ])('of a mask that came as bytes: %s', (_, edits) => {
    expect(notesIn(after(payload({ mask: DRAWN }), edits, isSaved))).toContain('$.mask');
  });
});

test('a drawn mask without it stays rows', () => {
  const { mask: plain } = after(payload({ mask: 'causal' }), [cell], true);
  expect(Array.isArray(plain)).toBe(true);
});

test('what is said beside a drawn mask is never taken for a part of one', () => {
  const beside = { ...DRAWN, causal: true, window: 1 };
  const saved = after(payload({ mask: beside }), [mask({ window: 2 })], true);
  expect(saved.mask).toEqual({ window: 2, note: NOTE });
});

test('another document takes the place of this one, not of what is said of the whole', () => {
  const next = specOf({ format: 'attention', version: 1, sentence: 'x y', note: 'its own' });
  const saved = serialize(applyEdit(specOf(payload()), { type: 'replace', spec: next }));
  expect(saved).toMatchObject({ constructor: NOTE, note: 'its own', view: { note: NOTE } });
});

const SELECTIONS: readonly View[] = [
  { query: 1 },
  { head: 0, stage: 'scores' },
  { panes: ['steps'], covered: [] },
  { window: { query: [1, 2] } },
  { window: undefined },
  { step: 'mask', geometry: ['hull'] }
];

test.each(SELECTIONS)('what is not known stays when %j is selected', view => {
  const model = new AttentionModel();
  model.load(payload());
  model.select(view);
  expect(notesIn(model.payload).sort()).toEqual([...ALL].sort());
  expect(model.payload!.view).toMatchObject(JSON.parse(JSON.stringify(view)) as object);
});

test('it stays through edits, undo, redo and reset', () => {
  const model = new AttentionModel();
  const sent = payload();
  model.load(sent);
  const all = [...ALL].sort();
  const edits = Object.entries(EDITS).filter(([, [, left]]) => left === ALL);
  for (const [name, [made]] of edits) {
    for (const edit of made) {
      expect([name, model.edit(edit)]).toEqual([name, []]);
    }
    const edited = model.payload;
    expect([name, ...notesIn(edited).sort()]).toEqual([name, ...all]);
    made.forEach(() => model.undo());
    expect([name, model.payload]).toEqual([name, sent]);
    made.forEach(() => model.redo());
    expect(model.payload).toEqual(edited);
    model.reset();
    expect((model.state as Ready).differs).toBe(false);
    expect([name, model.payload]).toEqual([name, sent]);
  }
});
