import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFence } from '../../src/format/index.ts';
import type { Lesson } from '../../src/format/index.ts';
import { partsOf } from '../../src/hosts/markdown.ts';

const folder = join(__dirname, '../../lessons');
const others = readdirSync(folder).filter(language => language !== 'en');
const lessonsOf = (language: string) =>
  readdirSync(join(folder, language)).filter(name => name.endsWith('.md'));
const textOf = (language: string, name: string) =>
  readFileSync(join(folder, language, name), 'utf8');
const files = others.flatMap(language =>
  lessonsOf(language).map(name => [language, name] as const)
);

/** What is the same in every language: all but what people read. */
function bare(text: string): unknown {
  const parts = partsOf(text);
  const fence = readFence(parts.find(({ language }) => language === 'attention')!.text);
  const { name, steps } = fence.payload!.lesson as unknown as Lesson;
  return {
    cells: parts.map(({ language }) => language),
    checks: text.match(/^check\(.*$/gm),
    name,
    steps: steps.map(({ title: _, text: __, reached: ___, hints = [], ...step }) => ({
      ...step,
      hints: hints.map(({ when }) => when)
    }))
  };
}

test.each(others)('every lesson is there in %s', language => {
  expect(lessonsOf(language)).toEqual(lessonsOf('en'));
});

test.each(files)('%s/%s asks for the same as the English one', (language, name) => {
  expect(bare(textOf(language, name))).toEqual(bare(textOf('en', name)));
});

// Who translates anew what has changed in English writes the digest that is found into the file.
test.each(others)('what is told in %s is up to date', language => {
  const made = JSON.parse(textOf(language, 'translated.json')) as Record<string, string>;
  const now = lessonsOf('en').map(name => [
    name,
    createHash('sha256').update(textOf('en', name)).digest('hex').slice(0, 16)
  ]);
  expect(made).toEqual(Object.fromEntries(now));
});
