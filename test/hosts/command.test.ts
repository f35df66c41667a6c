import { serializeTrace } from '../../src/format/index.ts';
import { runCommand } from '../../src/hosts/command.ts';
import { open } from '../../src/model/index.ts';

const files: Record<string, string> = {
  'good.json': '{"format": "attention", "version": 1, "sentence": "cats sleep"}',
  'odd.json': '{"format": "attention", "version": 1, "sentence": "cats sleep", "colour": 1}',
  'bad.json': '{"format": "attention", "version": 1, "tokens": [1], "scale": "x"}',
  'not.json': '{"scale": NaN}'
};
const read = (path: string) => {
  if (!(path in files)) {
    throw new Error(`no such file: ${path}`);
  }
  return files[path];
};
const run = (...words: string[]) => runCommand(words, read);

test('compute prints the trace', () => {
  const { output, code } = run('compute', 'good.json');
  const trace = JSON.parse(output);
  expect(code).toBe(0);
  expect(trace).toMatchObject({ format: 'attention-trace', version: 1, tokens: ['cats', 'sleep'] });
  expect(Object.keys(trace.heads[0])).toEqual([
    'query',
    'key',
    'value',
    'scores',
    'scaled_scores',
    'masked_scores',
    'weights',
    'output'
  ]);
});

/** A payload of tokens in two dimensions, one a head. */
const payloadOf = (tokens: number, more: object = {}) => ({
  format: 'attention',
  version: 1,
  tokens: Array.from({ length: tokens }, (_, i) => `t${i}`),
  embeddings: Array.from({ length: tokens }, (_, i) => [Math.sin(i), Math.cos(3 * i)]),
  n_heads: 2,
  ...more
});

test.each([
  ['few tokens', 3, {}],
  ['a mask and a residual', 4, { mask: { padding: [false, true, true, true] }, residual: true }],
  ['ALiBi', 3, { positions: 'alibi', n_heads: 1 }],
  ['as many tokens as the kernel computes', 130, { mask: 'causal' }]
])('compute prints the trace of %s in pieces, to the bit', (_, tokens, more) => {
  const payload = payloadOf(tokens, more);
  const { output, rest, errors, code } = runCommand(['compute', '-'], () =>
    JSON.stringify(payload)
  );
  const pieces = [output, ...(rest ?? [])];
  const outcome = open(payload);
  expect([code, errors, pieces.length > 1]).toEqual([0, [], tokens > 100]);
  expect(outcome.ok && `${JSON.stringify(serializeTrace(outcome.computed.trace))}\n`).toBe(
    pieces.join('')
  );
});

test('compute says where numbers are less precise, as in the view', () => {
  const { errors, code } = runCommand(['compute', '-'], () => JSON.stringify(payloadOf(257)));
  expect([code, errors]).toEqual([
    0,
    ['-: note: So many tokens are computed in float32, as in the view.']
  ]);
});

test('every problem is one line with its path', () => {
  const { output, errors, code } = run('compute', 'bad.json');
  expect([output, code]).toEqual(['', 2]);
  expect(errors).toEqual([
    expect.stringMatching(/^bad\.json: \$\.tokens\[0\]: /),
    expect.stringMatching(/^bad\.json: \$\.scale: /)
  ]);
});

test('validate reads every file; warnings do not fail', () => {
  expect(run('validate', 'good.json', 'odd.json')).toMatchObject({
    code: 0,
    errors: [expect.stringContaining('warning: $.colour')]
  });
  expect(run('validate', 'good.json', 'not.json', 'none.json')).toMatchObject({
    code: 2,
    errors: [expect.stringContaining('not JSON'), expect.stringContaining('no such file')]
  });
});

test('new prints a payload, or says that there is no word', () => {
  expect(JSON.parse(run('new', 'cats sleep').output)).toEqual({
    format: 'attention',
    version: 1,
    sentence: 'cats sleep'
  });
  expect(run('new', '?!')).toMatchObject({ code: 2, output: '' });
});

test('anything else prints the usage', () => {
  expect(run()).toMatchObject({ code: 2 });
  expect(run('--help')).toMatchObject({ code: 0 });
});

describe('files as Windows and others write them', () => {
  const text = '{"format": "attention", "version": 1, "tokens": ["é", "🦁", "Ġ"]}\r\n';
  const units = (marked: string) => new Uint8Array(Buffer.from(marked, 'utf16le'));
  const swapped = (bytes: Uint8Array) => new Uint8Array(Buffer.from(bytes).swap16());
  const points = (marked: string) =>
    new Uint8Array(Uint32Array.from([...marked], c => c.codePointAt(0)!).buffer);

  test.each([
    ['UTF-8', new Uint8Array(Buffer.from(text))],
    ['UTF-8 with a mark', new Uint8Array(Buffer.from(`\ufeff${text}`))],
    ['UTF-16LE with a mark', units(`\ufeff${text}`)],
    ['UTF-16LE', units(text)],
    ['UTF-16BE with a mark', swapped(units(`\ufeff${text}`))],
    ['UTF-16BE', swapped(units(text))],
    ['UTF-32LE with a mark', points(`\ufeff${text}`)],
    ['UTF-32LE', points(text)]
  ])('%s is read', (_, bytes) => {
    const { output, errors } = runCommand(['compute', 'x'], () => bytes);
    expect(errors).toEqual([]);
    expect(JSON.parse(output).tokens).toEqual(['é', '🦁', 'Ġ']);
  });

  test.each([
    ['Latin-1', [0x7b, 0x22, 0xe9, 0x22, 0x7d], 'This is not text in UTF-8. Save it as UTF-8.'],
    ['half a character', [0xff, 0xfe, 0x7b, 0, 0, 0xd8], 'This is not text in UTF-16LE.'],
    ['no character', [0xff, 0xfe, 0, 0, 0, 0, 0x11, 0], 'This is not text in UTF-32.'],
    ['nothing', [], 'Nothing is in it; wanted a payload'],
    ['white space', [0x0a, 0x20], 'Nothing is in it; wanted a payload'],
    ['a mark alone', [0xef, 0xbb, 0xbf], 'Nothing is in it; wanted a payload']
  ])('%s is told', (_, bytes, message) => {
    const { errors, code } = runCommand(['validate', 'x'], () => Uint8Array.from(bytes));
    expect([code, errors.length]).toEqual([2, 1]);
    expect(errors[0]).toContain(`x: $: ${message}`);
  });
});

test.each([
  ['{"scale": NaN}', 'line 1, column 11: found "NaN"; wanted a value'],
  ['{\n  "scale": 1,\n}', 'line 3, column 1: found "}"; wanted a name in double quotes'],
  ["{'scale': 1}", 'line 1, column 2: found "\'"; wanted a name in double quotes'],
  ['{"scale" 1}', 'line 1, column 10: found "1"; wanted a colon'],
  ['{"a": [1, 2', 'line 1, column 12: found the end; wanted a comma or ]'],
  ['{"a": 1 "b": 2}', 'line 1, column 9: found a text'],
  ['{"a": 01}', 'line 1, column 7: found "01"; wanted a value'],
  ['{"a": -}', 'line 1, column 7: found "-"; wanted a value'],
  ['{"a": True}', 'line 1, column 7: found "True"; wanted a value'],
  ['{"a": "x\ny"}', 'line 1, column 7: found a text that does not end'],
  ['{"a": [[], {}, [{}]]} x', 'line 1, column 23: found "x"; wanted nothing more'],
  ['[1,]', 'line 1, column 4: found "]"; wanted a value'],
  ['[1}', 'line 1, column 3: found "}"; wanted a comma or ]'],
  ['// a', 'line 1, column 1: found "/"; wanted a value'],
  [`${'['.repeat(100_000)}x`, 'line 1, column 100001: found "x"; wanted a value']
])('what is not JSON is told by its place: %#', (text, message) => {
  const { errors, code } = runCommand(['validate', 'x'], () => text);
  expect(code).toBe(2);
  expect(errors).toEqual([expect.stringContaining(`x: $: This is not JSON, ${message}`)]);
});

test('a notebook is told to be one', () => {
  const { errors } = runCommand(['validate', 'x'], () => '{"cells": [], "nbformat": 4}');
  expect(errors).toEqual([expect.stringContaining('This is a notebook; wanted a payload')]);
});

const TEMPLATE =
  '<html lang="{{language}}"><title>{{title}}</title><script>{{payload}}</script></html>';

test('page prints a payload as a page, or says which file it is for', () => {
  const page = (...words: string[]) => runCommand(words, read, () => TEMPLATE);
  const { output, file, errors, code } = page('page', 'good.json');
  expect([file, errors, code]).toEqual([undefined, [], 0]);
  expect(output).toContain('<title>cats sleep</title>');
  expect(JSON.parse(/<script>(.*)<\/script>/.exec(output)![1])).toEqual(
    JSON.parse(files['good.json'])
  );
  expect(page('page', 'good.json', '-o', 'out.html')).toMatchObject({ file: 'out.html', code: 0 });
  // What is not known here is told, and kept.
  const odd = page('page', 'odd.json');
  expect(odd.output).toContain('"colour":1');
  expect(odd.errors).toHaveLength(1);
});

test('page makes none of a payload that cannot be drawn', () => {
  const page = (...words: string[]) => runCommand(words, read, () => TEMPLATE);
  expect(page('page', 'bad.json', '-o', 'out.html')).toMatchObject({ output: '', code: 2 });
  expect(page('page', 'bad.json').errors).toHaveLength(2);
  expect(page('page', 'gone.json').errors[0]).toContain('no such file');
  for (const words of [['page'], ['page', 'good.json', '-o'], ['page', 'good.json', '-x', 'a']]) {
    expect(page(...words).code).toBe(2);
  }
});
