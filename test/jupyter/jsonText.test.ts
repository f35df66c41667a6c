import fc from 'fast-check';
import { edited, editsTo, written } from '../../src/jupyter/jsonText.ts';
import { sameValue } from '../../src/model/index.ts';

const change = (text: string, next: unknown) =>
  edited(text, editsTo(text, next as never, sameValue));
const LIONS = { format: 'attention', version: 1, sentence: 'Angry lions' };

/** JSON as different writers set it. */
const SETTINGS: readonly ((value: unknown) => string)[] = [
  value => written(value as never),
  value => JSON.stringify(value),
  value => JSON.stringify(value, null, 4),
  value => `\n${JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n')}\r\n`,
  value => `\ufeff  ${JSON.stringify(value)}  `
];

const json = fc.jsonValue({ maxDepth: 4 });
const parsed = (text: string): unknown => JSON.parse(text.replace(/^\ufeff/, ''));

test('whatever a text of JSON says and however it is set, its edits make it say the other', () => {
  fc.assert(
    fc.property(json, json, fc.nat(SETTINGS.length - 1), (before, next, s) => {
      expect(parsed(change(SETTINGS[s](before), next))).toEqual(parsed(JSON.stringify(next)));
    })
  );
});

test('of an object that is changed in some fields, the others stay letter by letter', () => {
  const field = fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd', 'e', '__proto__'),
    value: json
  });
  const object = fc
    .array(field, { maxLength: 6 })
    .map(fields =>
      JSON.parse(JSON.stringify(Object.fromEntries(fields.map(({ name, value }) => [name, value]))))
    );
  fc.assert(
    fc.property(object, object, fc.nat(SETTINGS.length - 1), (before, next, s) => {
      const text = SETTINGS[s](before);
      expect(parsed(change(text, next))).toEqual(parsed(JSON.stringify(next)));
      expect(change(text, before)).toBe(text);
    })
  );
});

test('a new file is indented by two, rows of numbers stand in one line, and it ends with its line', () => {
  expect(
    written({
      ...LIONS,
      embeddings: [
        [1, 0.5],
        [2, 3]
      ],
      view: {}
    })
  ).toBe(`{
  "format": "attention",
  "version": 1,
  "sentence": "Angry lions",
  "embeddings": [
    [1, 0.5],
    [2, 3]
  ],
  "view": {}
}
`);
});

test.each([
  [
    '{"format":"attention","n":1.0}\n',
    { format: 'attention', n: 1, view: { query: 3 } },
    '{"format":"attention","n":1.0,"view":{"query":3}}\n'
  ],
  [
    '{"format": "attention", "n": 1e2}',
    { format: 'attention', n: 100, view: { query: 3 } },
    '{"format": "attention", "n": 1e2, "view": {"query": 3}}'
  ],
  [
    '{\n\t"a": [1.50,\n\t2]\n}',
    { a: [1.5, 3], b: [[1]] },
    '{\n\t"a": [1.50,\n\t3],\n\t"b": [\n\t\t[1]\n\t]\n}'
  ],
  ['{ "a": 1, "b": 2, "c": 3 }', { b: 2 }, '{ "b": 2 }'],
  ['{\n  "a": 1,\n  "b": 2\n}\n', { a: 1 }, '{\n  "a": 1\n}\n'],
  ['{\n  "a": 1,\n  "b": 2\n}\n', { a: 1, x: 5, b: 2 }, '{\n  "a": 1,\n  "x": 5,\n  "b": 2\n}\n']
])('what does not change stays as it is set: %j', (text, next, wanted) => {
  expect(change(text, next)).toBe(wanted);
});

test('an edit touches what differs and nothing beside it', () => {
  const text = written({
    ...LIONS,
    embeddings: [
      [1, 2],
      [3, 4]
    ],
    view: { query: 1 }
  });
  const edits = editsTo(
    text,
    {
      ...LIONS,
      embeddings: [
        [1, 2],
        [3, 7]
      ],
      view: { query: 2 }
    },
    sameValue
  );
  expect(edits.map(({ start, end, text: more }) => [text.slice(start, end), more])).toEqual([
    ['1', '2'],
    ['4', '7']
  ]);
});
