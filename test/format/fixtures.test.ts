import { open } from '../../src/model/index.ts';
import { embedWord, tokenize } from '../../src/engine/index.ts';
import { serialize } from '../../src/format/index.ts';
import { fixture, fixtures } from '../fixtures/fixtures.ts';

interface Expected {
  tokens: string[];
  key_tokens?: string[];
  warnings: string[];
}
interface Invalid {
  payload: unknown;
  problems: string[];
}
interface Words {
  sentences: { sentence: string; tokens: string[] }[];
  vectors: { token: string; dimensions: number; vector: number[] }[];
}

const expected = fixture<Record<string, Expected>>('valid/expected.json');
const words = fixture<Words>('words.json');
const paths = (problems: readonly { path: string }[]) => problems.map(({ path }) => path).sort();

test.each(fixtures<object>('valid'))('%s is read as expected', (name, payload) => {
  const outcome = open(payload);
  expect(outcome).toMatchObject({ ok: true });
  if (outcome.ok) {
    const { trace, spec } = outcome.computed;
    expect(trace.tokens).toEqual(expected[name].tokens);
    expect(trace.keyTokens).toEqual(expected[name].key_tokens ?? expected[name].tokens);
    expect(paths(outcome.warnings)).toEqual(expected[name].warnings);
    expect(open(serialize(spec))).toMatchObject({ ok: true, computed: { trace } });
  }
});

test.each(fixtures<Invalid>('invalid'))(
  '%s has the problems expected',
  (_, { payload, problems }) => {
    const outcome = open(payload);
    expect(outcome.ok ? [] : paths(outcome.problems)).toEqual(problems);
  }
);

test.each(words.sentences)('$sentence', ({ sentence, tokens }) => {
  expect(tokenize(sentence)).toEqual(tokens);
});

test.each(words.vectors)('the vector of $token', ({ token, dimensions, vector }) => {
  expect(embedWord(token, dimensions).vector).toEqual(vector);
});
