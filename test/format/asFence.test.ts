import { asFence } from '../../src/format/index.ts';
import type { JsonObject } from '../../src/format/index.ts';

const LIONS = { format: 'attention', version: 1, sentence: 'Angry lions hunt zebras' };

/** What a reader of Markdown takes for the body of the fence. */
function bodyOf(markdown: string): string {
  const lines = markdown.split('\n');
  const [, ticks] = /^(`{3,})attention$/.exec(lines[0])!;
  const end = lines.findIndex((line, i) => i > 0 && new RegExp(`^ {0,3}${ticks}\`* *$`).test(line));
  expect(lines.slice(end + 1)).toEqual(['']);
  return lines.slice(1, end).join('\n');
}

test('of a sentence that is all that is said, a fence holds the sentence', () => {
  expect(asFence(LIONS)).toBe('```attention\nAngry lions hunt zebras\n```\n');
});

test.each([
  { temperature: 2 },
  { view: { query: 2 } },
  { sentence: 'cats: sleep' },
  { sentence: '' },
  { sentence: ' cats ' },
  { sentence: 'cats\nsleep' },
  { sentence: '{cats}' },
  { sentence: '"cats"' },
  { remark: '```\n````' }
])('otherwise it holds all of it as JSON: %j', more => {
  const payload: JsonObject = JSON.parse(JSON.stringify({ ...LIONS, ...more }));
  expect(JSON.parse(bodyOf(asFence(payload)))).toEqual(payload);
});

test.each(['``` cats', '````', 'a ``` b `````'])('nothing in it ends it: %s', sentence => {
  expect(bodyOf(asFence({ ...LIONS, sentence }))).toBe(sentence);
});
