import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIME_TYPE } from '../../src/format/index.ts';
import { gradesOf } from '../../src/hosts/grading.ts';
import { runCommand } from '../../src/hosts/command.ts';
import { partsOf } from '../../src/hosts/markdown.ts';

interface Cell {
  readonly cell_type: string;
  readonly id: string;
  readonly source: readonly string[];
  readonly outputs?: readonly { readonly data: Readonly<Record<string, unknown>> }[];
}

function run(text: string, ...words: string[]) {
  return runCommand(['lesson', 'my.md', ...words], path => {
    if (path !== 'my.md') {
      throw new Error('no such file');
    }
    return text;
  });
}

const cellsOf = (text: string) => (JSON.parse(run(text).output) as { cells: Cell[] }).cells;

test('the lesson of the documentation becomes a notebook', () => {
  const page = readFileSync(join(__dirname, '../../docs/own.md'), 'utf8');
  const [, lesson] = /^````markdown\n([^]*?)^````$/m.exec(page)!;
  const { output, file, errors, code } = run(lesson, '-o', 'my.ipynb');
  expect([errors, code, file]).toEqual([[], 0, 'my.ipynb']);
  const cells = cellsOf(lesson);
  expect(cells.map(({ cell_type }) => cell_type)).toEqual(['markdown', 'code', 'markdown', 'code']);
  expect(new Set(cells.map(({ id }) => id)).size).toBe(4);
  expect(cells[0].source.join('')).toMatch(/^# No look ahead\n\nWhy can/);
  expect(cells[1].source.join('')).toMatch(/^from jupyterlab_attention import Attention\n/);
  expect(cells[1].outputs![0].data[MIME_TYPE]).toMatchObject({
    view: { query: 1, covered: ['matrix'] },
    lesson: { name: 'no-look-ahead' }
  });
  expect(cells[3].source.join('')).toContain('check(softmax=softmax)');
  expect(cells[3].outputs).toEqual([]);
  expect(gradesOf(JSON.parse(output)).grades.map(({ step }) => step)).toEqual(['guess', 'causal']);
});

test('what is wrong is told at the line of the file, all of it, and nothing is made', () => {
  const { output, errors, code } = run(
    'Text.\n\n```attention\nlesson: a\nstep: b\ntext: c\nsentence: d\nmsk: causal\n```\n\n~~~attention\nsentence: e\nmask: 3\n~~~\n'
  );
  expect([output, code]).toEqual(['', 2]);
  expect(errors).toEqual([
    expect.stringMatching(/^my\.md: line 8: \$\.msk: .*mask/),
    expect.stringMatching(/^my\.md: line 13: \$\.mask: /)
  ]);
});

const STEP = (goal: string, touch: string, more = '') =>
  `\`\`\`attention\nlesson: a\nsentence: cats sleep\nstep: b\n${more}text: c\ntouch: ${touch}\ngoal: ${goal}\n\`\`\`\n`;

test.each([
  ['temperature > 2', 'mask'],
  ['weights(cats, sleep) > 0.99', ''],
  ['scores(cats, sleep) > 9', 'temperature, mask, softmax, sinks'],
  ['scaled_scores(cats, sleep) > 9', 'softcap'],
  ['masked_scores(cats, sleep) > 9', 'sinks, residual'],
  ['weights(cats, sleep) > 0.99', 'residual']
])('a goal that no edit leads to is told at its line: %s with %s', (goal, touch) => {
  const { errors, output, code } = run(STEP(goal, touch));
  expect([output, code]).toEqual(['', 2]);
  expect(errors).toEqual([
    expect.stringMatching(
      /^my\.md: line 7: \$\.lesson\.steps\[0\]\.goal\[0\]: .*no edit that the step leaves/
    )
  ]);
});

test.each([
  ['temperature > 2', 'temperature'],
  ['asking = sleep', ''],
  ['weights(cats, sleep) > 0.99', 'softcap'],
  ['weights(cats, sleep) > 0.99', 'sinks'],
  ['masked_scores(cats, sleep) > 9', 'bias'],
  ['scores(cats, sleep) > 9', 'overrides'],
  ['temperature = 1', 'mask']
])('one that an edit may lead to is not: %s with %s', (goal, touch) => {
  expect(run(STEP(goal, touch)).errors).toEqual([]);
});

test('a start whose numbers are too large is told at its line', () => {
  const more =
    'embeddings: [[1e300, 0], [0, 1]]\nprojections: {"query": [[1e300, 0], [0, 1]], "key": [[1, 0], [0, 1]], "value": [[1, 0], [0, 1]]}\n';
  const { errors, code } = run(STEP('temperature > 2', 'temperature', more));
  expect(code).toBe(2);
  expect(errors).toEqual([
    expect.stringMatching(/^my\.md: line 5: \$\.lesson\.steps\[0\]\.start\.embeddings: .*too large/)
  ]);
});

test.each<[about: string, words: string[], read: () => string, said: RegExp]>([
  ['a file that is not there', ['lesson', 'other.md'], () => '', /other\.md: This cannot be read/],
  ['no file', ['lesson'], () => '', /attention lesson FILE\.md/]
])('%s is told', (_, words, read, said) => {
  const { errors, code } = runCommand(words, path => {
    if (path === 'other.md') {
      throw new Error('no such file');
    }
    return read();
  });
  expect(code).toBe(2);
  expect(errors.join('\n')).toMatch(said);
});

test.each<[about: string, markdown: string, parts: (string | null)[]]>([
  ['nothing', '', []],
  ['text alone', 'a\n\nb', [null]],
  ['a block of another language', '```js\n```attention\n```\n', [null]],
  ['a longer fence holds a shorter one', '````md\n```attention\nx\n```\n````', [null]],
  ['a fence without an end', '```attention\nx', ['attention']],
  ['tildes, and words behind the language', '~~~ python title="x"\n1\n~~~~\nend', ['python', null]],
  ['up to three spaces before it', '   ```attention\nx\n  ```', ['attention']],
  ['four spaces are code', '    ```attention\nx', [null]],
  ['CRLF', 'a\r\n```attention\r\nx\r\n```\r\nb', [null, 'attention', null]],
  ['text around', 'a\n```python\n1\n```\n\n```attention\nx\n```', [null, 'python', 'attention']]
])('the parts of Markdown: %s', (_, markdown, parts) => {
  expect(partsOf(markdown).map(({ language }) => language)).toEqual(parts);
});
