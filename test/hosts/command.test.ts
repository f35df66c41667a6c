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
