import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../src/hosts/command.ts';

const folder = join(__dirname, '../../lessons/en');
const run = (text: string, name: string, ...words: string[]) =>
  runCommand(['handout', name, ...words], () => text);

test.each(readdirSync(folder).filter(name => /\.(md|ipynb)$/.test(name)))(
  'a handout of %s has each step, and room to write',
  name => {
    const text = readFileSync(join(folder, name), 'utf8');
    const { output, file, errors, code } = run(text, name, '-o', 'page.html');
    expect([errors, code, file]).toEqual([[], 0, 'page.html']);
    const steps = output.match(/<section>/g)!.length;
    expect(output.match(/<h2>\d\. [^<]+<\/h2>/g)).toHaveLength(steps);
    expect(output.match(/class="line"/g)).toHaveLength(steps);
    expect(output).toContain('My guess: ');
    expect(output).not.toMatch(/<script|http|reached/);
  }
);

test('what stands in a lesson is text there', () => {
  const lesson = {
    name: 'a',
    title: '<b>&"',
    steps: [
      {
        name: 'b',
        text: 'one\n</section><i>',
        start: { tokens: ['<u>', 'c'], view: { covered: ['matrix'] } },
        goal: [
          { about: 'guess', query: 0, is: 'made' },
          { about: 'asking', is: 'equal', than: '<u>' }
        ]
      }
    ]
  };
  const payload = { format: 'attention', version: 1, tokens: ['x'], lesson };
  const { output } = run(JSON.stringify(payload), 'x.json');
  expect(output).toContain('<h1>&lt;b&gt;&amp;&quot;</h1>');
  expect(output).toContain('<p>&lt;/section&gt;&lt;i&gt;</p>');
  expect(output).toContain('My guess: <span>☐ &lt;u&gt;</span> <span>☐ c</span>');
  expect(output).toContain('Wanted: <code>asking = &quot;&lt;u&gt;&quot;</code>');
});

test.each<[about: string, name: string, text: string, said: RegExp]>([
  [
    'a file without a lesson',
    'x.json',
    '{"format":"attention","version":1,"sentence":"a"}',
    /No lesson/
  ],
  [
    'a lesson with a slip',
    'x.md',
    '```attention\nlesson: a\nstep: b\nsentence: c\n```',
    /line 3: .*text/
  ],
  ['what is no JSON', 'x.json', '{', /not JSON/]
])('%s makes no page', (_, name, text, said) => {
  const { output, errors, code } = run(text, name);
  expect([output, code]).toEqual(['', 2]);
  expect(errors.join('\n')).toMatch(said);
});
